import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is included traffic, and offers carry the price of traffic only": ["sizes[].transfer"],
  "is a cap that follows from the hourly price": ["sizes[].price_monthly"],
  "names the class of the droplet in words": ["sizes[].description"],
  "is the most that the network can carry, not a measured speed": ["sizes[].networking_throughput"],
  "does not matter, because disks of every kind are added up": ["sizes[].disk_info[].type"],
  "repeats what the next page's link says": [
    "links.pages.first",
    "links.pages.prev",
    "links.pages.last",
    "meta.total",
  ],
};
