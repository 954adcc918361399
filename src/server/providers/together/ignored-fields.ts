import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is the same in every reply": ["types.object", "models[].object"],
  "repeats in words what other fields say": ["types.data[].name", "types.data[].description"],
  "describes the model, which our own table does": [
    "models[].created",
    "models[].display_name",
    "models[].organization",
    "models[].link",
    "models[].license",
  ],
  "is 0 for a model that is sold by the token, or is of fine-tuning": [
    "models[].pricing.hourly",
    "models[].pricing.base",
    "models[].pricing.finetune",
  ],
};
