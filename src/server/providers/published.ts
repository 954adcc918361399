import type { Offer } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { OfferDraft } from "./map-rows";
import type { TokenOfferDraft } from "./map-token-rows";
import type { Refusal } from "./row-report";

/** The refusal of something that the feed names and the dated list does not price. */
export function notPublished(name: string): Refusal {
  return { refused: { code: "price.not_listed", parameters: { name } } };
}

/** The list's price and day for that many GPUs, each at the price of one. */
export function listedHourPrice(
  listed: Pick<Offer, "price" | "microUsdPerMachineHour" | "gpuCount" | "listedOn">,
  gpuCount: number,
): Pick<OfferDraft, "usdPerHour" | "listedOn"> {
  const { price, microUsdPerMachineHour, listedOn } = listed;
  const isSameMachine = listed.gpuCount === gpuCount;
  const machine = isSameMachine ? microUsdPerMachineHour : Math.round(price.microUsdPerGpuHour * gpuCount);
  return { usdPerHour: decimal(machine), ...dayOf(listedOn) };
}

/** The list's prices and day for a million tokens of a model. */
export function listedTokenPrice({
  price,
  listedOn,
}: Pick<TokenOffer, "price" | "listedOn">): Pick<
  TokenOfferDraft,
  "inputUsdPerMillion" | "outputUsdPerMillion" | "cachedInputUsdPerMillion" | "listedOn"
> {
  const { inputMicroUsd, outputMicroUsd, cachedInputMicroUsd } = price;
  return {
    inputUsdPerMillion: decimal(inputMicroUsd),
    outputUsdPerMillion: decimal(outputMicroUsd),
    cachedInputUsdPerMillion: cachedInputMicroUsd === null ? null : decimal(cachedInputMicroUsd),
    ...dayOf(listedOn),
  };
}

/** Micro-USD divided by a million prints as the exact decimal. */
function decimal(microUsd: number): number {
  return microUsd / 1_000_000;
}

/** Absent stays absent: a price without a day is not a list price, and the contract test would say so. */
function dayOf(listedOn: string | undefined): { listedOn?: string } {
  return listedOn === undefined ? {} : { listedOn };
}
