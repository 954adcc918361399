/**
 * An offer of Vast.ai is a number of GPUs of one machine. The ids of its asks last for minutes only, so a launch searches by
 * this key for the ask that stands for the offer at that moment.
 */
type VastaiOfferKey = { machineId: number; gpuCount: number; isSpot: boolean };

/** "14021:2x:spot". */
export function writeOfferId({ machineId, gpuCount, isSpot }: VastaiOfferKey): string {
  return `${machineId}:${gpuCount}x:${isSpot ? "spot" : "on-demand"}`;
}

/** null for an id of another form: those of the dated list name no machine. */
export function readOfferId(id: string): VastaiOfferKey | null {
  const [, machineId, gpuCount, kind] = /^(\d{1,15}):(\d{1,3})x:(spot|on-demand)$/.exec(id) ?? [];
  if (machineId === undefined) return null;
  return { machineId: Number(machineId), gpuCount: Number(gpuCount), isSpot: kind === "spot" };
}
