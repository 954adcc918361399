import type { PublishedPrices } from "./contract";
import type { TokenOfferDraft } from "./map-token-rows";

export const NOT_PUBLISHED = "no published price";

type ListedTokenPrice = Pick<
  TokenOfferDraft,
  "inputUsdPerMillion" | "outputUsdPerMillion" | "cachedInputUsdPerMillion" | "listedOn"
>;

/** What the dated list says of a model, by the provider's own id of it; null where it says nothing. */
export function listedTokenPrice(
  { tokenOffers }: PublishedPrices,
  externalId: string,
): ListedTokenPrice | null {
  const row = tokenOffers.find((offer) => offer.externalId === externalId);
  if (row?.listedOn === undefined) return null;
  const { inputMicroUsd, outputMicroUsd, cachedInputMicroUsd } = row.price;
  return {
    // Micro-USD over a million prints as the decimal it stands for.
    inputUsdPerMillion: inputMicroUsd / 1e6,
    outputUsdPerMillion: outputMicroUsd / 1e6,
    cachedInputUsdPerMillion: cachedInputMicroUsd === null ? null : cachedInputMicroUsd / 1e6,
    listedOn: row.listedOn,
  };
}
