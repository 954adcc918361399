import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is the same in every reply": ["object", "data[].object"],
  "describes the model, which our own table does": ["data[].created", "data[].owned_by"],
  "is not documented, and is null wherever it was seen": ["data[].public_apps"],
};
