/** One item that Google sells, before it has the form of a SKU. `nanos` are billionths of a dollar for one unit. */
export type Goods = {
  description: string;
  group: string;
  usageType: string;
  regions: string[];
  nanos: number;
  usageUnit?: string;
};

/** An unreleased card: no adapter may turn it into an offer. */
export const googleUnknownGpus = ["Nvidia Rubin R100"] as const;

/** Other items of the catalogue, many of them named like a part of a machine. */
export const otherGoods: Goods[] = [
  ["Commitment v1: Nvidia H100 80GB GPU running in Americas for 1 Year", "GPU", "Commit1Yr", 6_700_000_000],
  [
    "Nvidia H100 80GB GPU attached to DWS Defined Duration VMs running in Americas",
    "GPU",
    "OnDemand",
    4_200_760_000,
  ],
  ["Reserved Nvidia H100 80GB Mega GPU in Americas in Calendar Mode", "GPU", "OnDemand", 4_841_121_000],
  ["Nvidia Tesla T4 GPU attached to Sole Tenancy VMs running in Americas", "GPU", "OnDemand", 385_000_000],
  ["H200 141GB GPU running in Americas", "GPU", "OnDemand", 9_311_740_000],
  ["A4 Nvidia B200 (1 gpu slice) running in Americas", "GPU", "OnDemand", 16_110_000_000],
  [`${googleUnknownGpus[0]} GPU running in Americas`, "GPU", "OnDemand", 21_500_000_000],
  ["A2 Sole Tenancy Instance Core running in Americas", "CPU", "OnDemand", 34_772_000],
  ["N1 Custom Instance Core running in Americas", "CPU", "OnDemand", 33_174_000],
  ["N2 Instance Core running in Americas", "CPU", "OnDemand", 31_611_000],
  ["TpuV6e running in Columbus", "TPU", "OnDemand", 2_700_000_000],
  ["Network Inter Region Egress from Americas to Tokyo", "InterregionEgress", "OnDemand", 80_000_000],
].map(([description, group, usageType, nanos]) => ({
  description: String(description),
  group: String(group),
  usageType: String(usageType),
  regions: ["us-central1"],
  nanos: Number(nanos),
}));
