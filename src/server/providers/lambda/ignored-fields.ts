import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "repeats in words what other fields say": [
    "data.*.instance_type.description",
    "data.*.regions_with_capacity_available[].description",
  ],
};
