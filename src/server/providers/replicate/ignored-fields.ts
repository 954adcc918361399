import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {};
