import type { MicroUsd } from "./money";
import type { Offer } from "./offer";

/** What we hold of an offer that a poll may name again. `price` is null while the offer is gone. */
export type KnownOffer = { id: string; fingerprint: string; microUsdPerGpuHour: MicroUsd; isGone: boolean };

export type OfferChange = { id: string; offer: Offer; fingerprint: string; isNewPrice: boolean };

export type OfferDiff = {
  added: { offer: Offer; fingerprint: string }[];
  changed: OfferChange[];
  goneIds: string[];
  unchanged: number;
};

/**
 * Compares what is known of one feed with what it just answered.
 *
 * An offer that returns after it was gone counts as changed with a new price, so that its history shows where it was away.
 *
 * @param known by external id; offers gone before are part of it.
 * @param polled unique external ids; order is kept in `added` and `changed`.
 */
export function diffOffers(known: ReadonlyMap<string, KnownOffer>, polled: readonly Offer[]): OfferDiff {
  const diff: OfferDiff = { added: [], changed: [], goneIds: [], unchanged: 0 };
  const seen = new Set<string>();
  for (const offer of polled) {
    seen.add(offer.externalId);
    sortIn(diff, known.get(offer.externalId), offer);
  }
  for (const [externalId, row] of known) {
    if (!row.isGone && !seen.has(externalId)) diff.goneIds.push(row.id);
  }
  return diff;
}

function sortIn(diff: OfferDiff, row: KnownOffer | undefined, offer: Offer): void {
  const fingerprint = fingerprintOf(offer);
  if (!row) diff.added.push({ offer, fingerprint });
  else if (row.fingerprint === fingerprint && !row.isGone) diff.unchanged += 1;
  else {
    const isNewPrice = row.isGone || row.microUsdPerGpuHour !== offer.price.microUsdPerGpuHour;
    diff.changed.push({ id: row.id, offer, fingerprint, isNewPrice });
  }
}

/**
 * A 53-bit hash of every figure of an offer, in base 36: equal offers, equal text; stable over processes and releases
 * as long as Offer keeps its fields (a new field changes every fingerprint once, which costs one full write).
 */
export function fingerprintOf(offer: Offer): string {
  const text = JSON.stringify(Object.entries(offer).sort(([a], [b]) => (a < b ? -1 : 1)));
  return hash53(text).toString(36);
}

/** Two interleaved 32-bit multiplicative hashes (cyrb53 shape), joined to 53 bits. Not for secrets. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
