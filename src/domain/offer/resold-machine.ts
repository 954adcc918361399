import { sellerOf } from "./machine-seller";

/** What decides at which provider a machine counts. */
type Listing = { provider: string; instanceType: string; gpuCount: number; weight: number };

/**
 * Counts a machine only once if an aggregator resells it: at the provider with the fresher price, or at the cloud itself if both are
 * equally fresh. Offers of the same cloud with the same number of GPUs are one machine; regions are ignored, because aggregators
 * name them differently.
 *
 * @param offers of one GPU and kind.
 * @returns the offers that count, in their order, and the duplicates with the provider at which their machine counts.
 */
export function countMachinesOnce<Offer extends Listing>(
  offers: readonly Offer[],
): { counted: Offer[]; duplicates: { offer: Offer; countsAt: string }[] } {
  if (offers.every((offer) => sellerOf(offer) === offer.provider))
    return { counted: [...offers], duplicates: [] };
  const best = new Map<string, Offer>();
  for (const offer of offers) {
    const other = best.get(machineOf(offer));
    if (other === undefined || isPreferred(offer, other)) best.set(machineOf(offer), offer);
  }
  const counted: Offer[] = [];
  const duplicates: { offer: Offer; countsAt: string }[] = [];
  for (const offer of offers) {
    const countsAt = best.get(machineOf(offer))?.provider ?? offer.provider;
    if (countsAt === offer.provider) counted.push(offer);
    else duplicates.push({ offer, countsAt });
  }
  return { counted, duplicates };
}

function machineOf(offer: Listing): string {
  return `${sellerOf(offer)} ${offer.gpuCount}`;
}

function isPreferred(offer: Listing, other: Listing): boolean {
  if (offer.weight !== other.weight) return offer.weight > other.weight;
  return sellerOf(offer) === offer.provider && sellerOf(other) !== other.provider;
}
