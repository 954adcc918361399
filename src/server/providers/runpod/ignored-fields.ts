import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "repeats the id in other words": [
    "data.gpuTypes[].displayName",
    "data.gpuTypes[].manufacturer",
    "data.gpuTypes[].lowestPrice.gpuTypeId",
    "data.gpuTypes[].lowestPrice.gpuName",
  ],
  "is the usual spot price, while the least bid that wins now is read": [
    "data.gpuTypes[].secureSpotPrice",
    "data.gpuTypes[].communitySpotPrice",
  ],
  "is the cheapest host's price, while a launch pays the cloud's": [
    "data.gpuTypes[].lowestPrice.uninterruptablePrice",
  ],
  "is of clusters of several pods, which we do not launch": [
    "data.gpuTypes[].clusterPrice",
    "data.gpuTypes[].nodeGroupGpuSizes",
    "data.gpuTypes[].nodeGroupDatacenters",
  ],
  "is of the one host that is cheapest now; the stock of each size is asked for": [
    "data.gpuTypes[].lowestPrice.maxGpuCount",
    "data.gpuTypes[].lowestPrice.maxUnreservedGpuCount",
    "data.gpuTypes[].lowestPrice.availableGpuCounts[]",
    "data.gpuTypes[].lowestPrice.rentedCount",
    "data.gpuTypes[].lowestPrice.totalCount",
    "data.gpuTypes[].lowestPrice.countryCode",
    "data.gpuTypes[].lowestPrice.minDisk",
  ],
  "is a certificate of the host, for which offers have no place": ["data.gpuTypes[].lowestPrice.compliance"],
};
