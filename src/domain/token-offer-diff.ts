import type { TokenPrice } from "./offer";
import { compareListed, type Difference } from "./offer-diff";
import type { TokenOffer } from "./token-offer";

/** What we hold of a token offer that a poll may name again. */
export type KnownTokenOffer = { id: string; fingerprint: string; price: TokenPrice; isGone: boolean };

export type TokenOfferDiff = Difference<TokenOffer>;

/** `compareListed` for models served by the token: the price is new when any of its three figures is. */
export function diffTokenOffers(
  known: ReadonlyMap<string, KnownTokenOffer>,
  polled: readonly TokenOffer[],
): TokenOfferDiff {
  return compareListed(known, polled, (row, { price }) => isSameTokenPrice(row.price, price));
}

function isSameTokenPrice(one: TokenPrice, other: TokenPrice): boolean {
  return (
    one.inputMicroUsd === other.inputMicroUsd &&
    one.outputMicroUsd === other.outputMicroUsd &&
    one.cachedInputMicroUsd === other.cachedInputMicroUsd
  );
}
