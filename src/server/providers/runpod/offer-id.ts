/** Data centres of RunPod's partners, or hosts of its community. */
export type Cloud = "secure" | "community";

/** One kind of GPU in one cloud, under a contract or for a bid. */
type RunpodOfferKey = { gpu: string; cloud: Cloud; isSpot: boolean };

/** "NVIDIA L40S:secure:on-demand". Never read back: the offer itself says GPU and kind, and its instance type the cloud. */
export function writeOfferId({ gpu, cloud, isSpot }: RunpodOfferKey): string {
  return `${gpu}:${cloud}:${isSpot ? "spot" : "on-demand"}`;
}

/** "NVIDIA L40S (secure)". */
export function writeInstanceType({ gpu, cloud }: Pick<RunpodOfferKey, "gpu" | "cloud">): string {
  return `${gpu} (${cloud})`;
}

/**
 * The cloud that an instance type ends with, as the feed writes it ("NVIDIA L40S (secure)") and as the dated list does
 * ("1x L40S secure"). An offer's price is that of one cloud, so nothing is rented where none is named.
 */
export function readCloud(instanceType: string): Cloud | null {
  if (/\bsecure\)?$/.test(instanceType)) return "secure";
  return /\bcommunity\)?$/.test(instanceType) ? "community" : null;
}
