import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Offer } from "@/domain/offer/offer";
import { offerFingerprint } from "@/domain/offer/offer-diff";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { tokenOfferFingerprint } from "@/domain/offer/token-offer-diff";

/** Rows between two yields to the event loop: about 10 ms of work. */
const CHUNK = 2000;

export type Fingerprints = {
  /** Of the parsed answer, independent of the order of its rows. */
  content: string;
  offer: (offer: Offer) => string;
  tokenOffer: (offer: TokenOffer) => string;
};

/** Fingerprints of every row of an answer, each computed once. A row that is replaced later is fingerprinted on demand. */
export async function fingerprintAnswer({
  offers,
  tokenOffers = [],
}: {
  offers: readonly Offer[];
  tokenOffers?: readonly TokenOffer[];
}): Promise<Fingerprints> {
  const hours = await fingerprintAll(offers, offerFingerprint);
  const tokens = await fingerprintAll(tokenOffers, tokenOfferFingerprint);
  const hash = createHash("sha256");
  for (const part of [hours, tokens]) {
    // Sorted as numbers, because sorting strings takes ten times as long.
    const sorted = Float64Array.from(part.values(), (fingerprint) => Number.parseInt(fingerprint, 36)).sort();
    hash.update(`${sorted.length}\n`).update(sorted);
  }
  return {
    content: hash.digest("base64"),
    offer: (offer) => hours.get(offer) ?? offerFingerprint(offer),
    tokenOffer: (offer) => tokens.get(offer) ?? tokenOfferFingerprint(offer),
  };
}

async function fingerprintAll<Row>(
  rows: readonly Row[],
  fingerprintOf: (row: Row) => string,
): Promise<Map<Row, string>> {
  const made = new Map<Row, string>();
  for (const [place, row] of rows.entries()) {
    if (place % CHUNK === CHUNK - 1) await setImmediate();
    made.set(row, fingerprintOf(row));
  }
  return made;
}
