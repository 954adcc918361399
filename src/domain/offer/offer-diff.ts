import type { MicroUsd } from "@/domain/money";
import type { Offer } from "./offer";

/** What we know of an offer that a poll may name again. */
export type KnownOffer = {
  id: string;
  fingerprint: string;
  microUsdPerGpuHour: MicroUsd;
  microUsdPerMachineHour: MicroUsd;
  isGone: boolean;
};

type Known = { id: string; fingerprint: string; isGone: boolean };
type Named = { externalId: string };

export type Difference<Polled> = {
  added: { offer: Polled; fingerprint: string }[];
  changed: { id: string; offer: Polled; fingerprint: string; isNewPrice: boolean }[];
  goneIds: string[];
  unchanged: number;
};

export type OfferDiff = Difference<Offer>;

/** Every field of an offer, in the order that its fingerprint uses. */
const offerFields = fieldsOf<Offer>({
  externalId: true,
  instanceType: true,
  gpuId: true,
  gpuRaw: true,
  gpuCount: true,
  vramGib: true,
  price: true,
  microUsdPerMachineHour: true,
  isSpot: true,
  availability: true,
  region: true,
  countryCode: true,
  vcpus: true,
  ramGib: true,
  diskGib: true,
  reliability: true,
  networkDownMbps: true,
  networkUpMbps: true,
  microUsdPerGibEgress: true,
  microUsdPerGibMonthDisk: true,
  listedOn: true,
  sourceUrl: true,
  validity: true,
});

/** {@link fingerprintOf} for machines rented by the hour. */
export function offerFingerprint(offer: Offer): string {
  return fingerprintOf(offer, offerFields);
}

/** `compareListed` for machines rented by the hour. */
export function diffOffers(
  known: ReadonlyMap<string, KnownOffer>,
  polled: readonly Offer[],
  fingerprint: (offer: Offer) => string = offerFingerprint,
): OfferDiff {
  const isSamePrice = (row: KnownOffer, { price }: Offer) =>
    row.microUsdPerGpuHour === price.microUsdPerGpuHour;
  return compareListed(known, polled, { isSamePrice, fingerprint });
}

type Comparison<Row, Polled> = {
  isSamePrice: (row: Row, offer: Polled) => boolean;
  fingerprint: (offer: Polled) => string;
};

/**
 * Compares the known offers of one feed with its latest answer.
 *
 * An offer that returns counts as changed with a new price, so that its history shows when it was gone.
 *
 * @param known by external id, including offers that are gone.
 * @param polled offers with unique external ids; `added` and `changed` keep their order.
 */
export function compareListed<Row extends Known, Polled extends Named>(
  known: ReadonlyMap<string, Row>,
  polled: readonly Polled[],
  { isSamePrice, fingerprint: fingerprintOf }: Comparison<Row, Polled>,
): Difference<Polled> {
  const diff: Difference<Polled> = { added: [], changed: [], goneIds: [], unchanged: 0 };
  const seen = new Set<string>();
  for (const offer of polled) {
    seen.add(offer.externalId);
    const row = known.get(offer.externalId);
    const fingerprint = fingerprintOf(offer);
    if (!row) diff.added.push({ offer, fingerprint });
    else if (row.fingerprint === fingerprint && !row.isGone) diff.unchanged += 1;
    else
      diff.changed.push({
        id: row.id,
        offer,
        fingerprint,
        isNewPrice: row.isGone || !isSamePrice(row, offer),
      });
  }
  for (const [externalId, row] of known) {
    if (!row.isGone && !seen.has(externalId)) diff.goneIds.push(row.id);
  }
  return diff;
}

/** All field names of a type: a missing name does not compile. */
export function fieldsOf<Type>(fields: Record<keyof Type, true>): readonly (keyof Type)[] {
  // The cast is safe: Object.keys loses the types of the names, but the record has exactly the names of the type.
  return Object.keys(fields) as (keyof Type)[];
}

/**
 * A 53-bit hash of every field of an offer, in base 36. Equal offers have equal fingerprints, across processes and releases,
 * as long as the fields stay the same. A new field changes every fingerprint once, which costs one full write.
 */
export function fingerprintOf<Listed>(offer: Listed, fields: readonly (keyof Listed)[]): string {
  return hash53(JSON.stringify(fields.map((field) => offer[field]))).toString(36);
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
