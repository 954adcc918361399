import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is of the token's renewal, and each poll takes a new token": [
    "token.refresh_token",
    "token.expires_in",
    "token.scope",
    "token.token_type",
  ],
  "identifies or describes the type in other words": [
    "types[].id",
    "types[].model",
    "types[].name",
    "types[].display_name",
    "types[].manufacturer",
    "types[].description",
    "types[].best_for",
    "types[].cpu.description",
    "types[].gpu_memory.description",
    "types[].memory.description",
  ],
  'is "dynamic", because a disk is ordered with the machine': ["types[].storage.description"],
  "is of containers, which we do not launch": ["types[].serverless_price", "types[].serverless_spot_price"],
  "is a fact for which offers have no place yet": ["types[].p2p", "types[].deploy_warning"],
  "is chosen at the launch": ["types[].supported_os[]"],
  "repeats the code in words": ["locations[].name"],
};
