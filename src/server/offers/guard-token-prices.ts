import type { MicroUsd } from "@/domain/money";
import { judgePrice } from "@/domain/price-guard";
import type { TokenOffer } from "@/domain/token-offer";
import type { KnownTokenOffer } from "@/domain/token-offer-diff";
import type { HeldPrice } from "./guard-prices";

export type TokenMedians = ReadonlyMap<string, { input: MicroUsd; output: MicroUsd }>;

type Claims = {
  tokenOffers: readonly TokenOffer[];
  known: ReadonlyMap<string, KnownTokenOffer>;
  waiting: ReadonlyMap<string, MicroUsd>;
  /** By model id. */
  medians: TokenMedians;
};

const figures = ["input", "output", "cached"] as const;
type Figure = (typeof figures)[number];

/**
 * Takes token prices that cannot be believed at once out of an answer. Each figure of a price is judged on its own; one that
 * must wait holds all of its offer back, which keeps its last believed price meanwhile, or does not appear if it is new.
 */
export function judgeTokenPrices({ tokenOffers, known, waiting, medians }: Claims): {
  believed: TokenOffer[];
  held: HeldPrice[];
} {
  const held: HeldPrice[] = [];
  const believed = tokenOffers.flatMap((offer) => {
    const row = known.get(offer.externalId);
    const last = row === undefined || row.isGone ? null : row.price;
    const references = last
      ? { kind: "last price" as const, ...figuresOf(last) }
      : { kind: "median of the model" as const, cached: null, ...medianOf(medians, offer) };
    const doubts = figures.flatMap((figure) => {
      const [seen, reference] = [figuresOf(offer.price)[figure], references[figure]];
      if (seen === null || reference === null || seen === reference) return [];
      const waitingId = waitingIdOf(offer, figure);
      // Free of charge has no ratio to confirm itself by.
      if (seen === waiting.get(waitingId)) return [];
      const claim = { seen, reference: { kind: references.kind, microUsd: reference } };
      const verdict = judgePrice({ ...claim, waiting: waiting.get(waitingId) ?? null });
      if (verdict.verdict === "believed") return [];
      return [{ externalId: waitingId, held: reference, seen, reason: `${figure} ${verdict.reason}` }];
    });
    held.push(...doubts);
    if (doubts.length === 0) return [offer];
    return last ? [{ ...offer, price: last }] : [];
  });
  return { believed, held };
}

function figuresOf(price: TokenOffer["price"]): Record<Figure, MicroUsd | null> {
  return { input: price.inputMicroUsd, output: price.outputMicroUsd, cached: price.cachedInputMicroUsd };
}

function medianOf(medians: TokenMedians, { modelId }: TokenOffer) {
  return (modelId === null ? undefined : medians.get(modelId)) ?? { input: null, output: null };
}

/** Prices that wait share one table with those of machines, whose ids never begin like this. */
function waitingIdOf({ externalId }: TokenOffer, figure: Figure): string {
  return `tokens ${figure}: ${externalId}`;
}
