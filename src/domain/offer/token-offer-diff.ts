import type { TokenPrice } from "./offer";
import { compareListed, type Difference, fieldsOf, fingerprintOf } from "./offer-diff";
import type { TokenOffer } from "./token-offer";

/** What we know of a token offer that a poll may name again. */
export type KnownTokenOffer = { id: string; fingerprint: string; price: TokenPrice; isGone: boolean };

export type TokenOfferDiff = Difference<TokenOffer>;

const tokenOfferFields = fieldsOf<TokenOffer>({
  externalId: true,
  modelId: true,
  modelRaw: true,
  price: true,
  contextTokens: true,
  maxOutputTokens: true,
  outputTokensPerSecond: true,
  availability: true,
  listedOn: true,
  sourceUrl: true,
  validity: true,
});

/** `fingerprintOf` for models served by the token. */
export function tokenOfferFingerprint(offer: TokenOffer): string {
  return fingerprintOf(offer, tokenOfferFields);
}

/** `compareListed` for models served by the token: the price is new if any of its three figures is new. */
export function diffTokenOffers(
  known: ReadonlyMap<string, KnownTokenOffer>,
  polled: readonly TokenOffer[],
  fingerprint: (offer: TokenOffer) => string = tokenOfferFingerprint,
): TokenOfferDiff {
  return compareListed(known, polled, {
    isSamePrice: (row, { price }) => isSameTokenPrice(row.price, price),
    fingerprint,
  });
}

function isSameTokenPrice(one: TokenPrice, other: TokenPrice): boolean {
  return (
    one.inputMicroUsd === other.inputMicroUsd &&
    one.outputMicroUsd === other.outputMicroUsd &&
    one.cachedInputMicroUsd === other.cachedInputMicroUsd
  );
}
