/** Data centres of RunPod's partners, or hosts of its community. */
export type Cloud = "secure" | "community";

/** Some GPUs of one kind in one cloud, under a contract or for a bid. */
type RunpodOfferKey = { gpu: string; cloud: Cloud; isSpot: boolean; gpuCount: number };

/**
 * "NVIDIA L40S:secure:on-demand" and "NVIDIA L40S:secure:on-demand:8x". Never read back: the offer itself says GPU, number and kind,
 * and its instance type the cloud.
 */
export function writeOfferId({ gpu, cloud, isSpot, gpuCount }: RunpodOfferKey): string {
  return `${gpu}:${cloud}:${isSpot ? "spot" : "on-demand"}${gpuCount === 1 ? "" : `:${gpuCount}x`}`;
}

/** "NVIDIA L40S (secure)" and "8x NVIDIA L40S (secure)". */
export function writeInstanceType({ gpu, cloud, gpuCount }: Omit<RunpodOfferKey, "isSpot">): string {
  return `${gpuCount === 1 ? "" : `${gpuCount}x `}${gpu} (${cloud})`;
}

/**
 * The cloud that an instance type ends with, as the feed writes it ("NVIDIA L40S (secure)") and as the dated list does
 * ("1x L40S secure"). An offer's price is that of one cloud, so nothing is rented where none is named.
 */
export function readCloud(instanceType: string): Cloud | null {
  if (/\bsecure\)?$/.test(instanceType)) return "secure";
  return /\bcommunity\)?$/.test(instanceType) ? "community" : null;
}
