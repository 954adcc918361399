import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is the name at the cloud behind, which an order does not use": ["instance_types[].cloud_instance_type"],
  "follows from the type of the GPU and its interconnect": [
    "instance_types[].configuration.nvlink",
    "instance_types[].configuration.gpu_manufacturer",
  ],
  "is chosen at the launch": ["instance_types[].configuration.os_options[]"],
  "is a fact for which offers have no place yet": ["instance_types[].deployment_type"],
  "repeats the region in words": ["instance_types[].availability[].display_name"],
  "is an estimate, and the market shows launches that we have measured": [
    "instance_types[].boot_time.min_boot_in_sec",
    "instance_types[].boot_time.max_boot_in_sec",
  ],
};
