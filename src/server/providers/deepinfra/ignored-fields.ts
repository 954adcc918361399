import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "repeats the type": ["models[].reported_type"],
  "describes the model, which our own table does": [
    "models[].description",
    "models[].cover_img_url",
    "models[].tags[]",
    "models[].mmlu",
    "models[].expected",
    "models[].create_ts",
  ],
  "is what a deprecated model's calls are sent on to, which is an offer of its own": ["models[].replaced_by"],
  "is a fact for which token offers have no place yet": ["models[].quantization", "models[].is_partner"],
  "repeats the price in prose or as a table for pictures and videos": [
    "models[].pricing.short",
    "models[].pricing.table",
    "models[].pricing.table.columns[]",
    "models[].pricing.table.rows[][]",
  ],
  "is the price of another service tier, or of storing a prompt, and offers are of the default tier": [
    "models[].pricing.rate_per_input_token_cache_write",
    "models[].pricing.rate_per_service_tier_priority",
    "models[].pricing.rate_per_service_tier_flex",
    "models[].pricing.rate_per_explicit_cache_write_token.5m",
    "models[].pricing.rate_per_explicit_cache_write_token.1h",
    "models[].pricing.explicit_cache_granularity_tokens",
  ],
};
