import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "names the region in words": ["vendors[].regions[].label"],
  "is made of vendor, region, type and size, which identify the offer": ["vendors[].regions[].computes[].id"],
  "is the account's own, which the poll without a key has none of": [
    "vendors[].regions[].computes[].quota.maxAccelerators",
    "vendors[].regions[].computes[].quota.usedAccelerators",
  ],
};
