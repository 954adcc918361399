import { sellerOf } from "./machine-seller";

/** What decides at which of its doors a machine counts. */
type Door = { provider: string; instanceType: string; gpuCount: number; weight: number };

/**
 * A cloud's machine that an aggregator sells too counts at the fresher door, at its own when they are alike. The same cloud and
 * number of GPUs are one machine: aggregators name places in words of their own.
 *
 * @param offers of one GPU and kind.
 * @returns the offers that count, in their order, and the others with the provider at which their machine counts.
 */
export function besideTheirSecondDoors<Offer extends Door>(
  offers: readonly Offer[],
): { counted: Offer[]; second: { offer: Offer; countsAt: string }[] } {
  if (offers.every((offer) => sellerOf(offer) === offer.provider))
    return { counted: [...offers], second: [] };
  const best = new Map<string, Offer>();
  for (const offer of offers) {
    const other = best.get(machineOf(offer));
    if (other === undefined || isBetterDoor(offer, other)) best.set(machineOf(offer), offer);
  }
  const counted: Offer[] = [];
  const second: { offer: Offer; countsAt: string }[] = [];
  for (const offer of offers) {
    const countsAt = best.get(machineOf(offer))?.provider ?? offer.provider;
    if (countsAt === offer.provider) counted.push(offer);
    else second.push({ offer, countsAt });
  }
  return { counted, second };
}

function machineOf(offer: Door): string {
  return `${sellerOf(offer)} ${offer.gpuCount}`;
}

function isBetterDoor(offer: Door, other: Door): boolean {
  if (offer.weight !== other.weight) return offer.weight > other.weight;
  return sellerOf(offer) === offer.provider && sellerOf(other) !== other.provider;
}
