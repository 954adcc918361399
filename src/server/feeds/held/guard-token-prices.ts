import type { MicroUsd } from "@/domain/money";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { KnownTokenOffer } from "@/domain/offer/token-offer-diff";
import { judgePrice, type PriceReference } from "@/domain/price/price-guard";
import type { Reason } from "@/domain/reasons";
import type { HeldPrice } from "./held-price";

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
type HeldFigure = {
  figure: Figure;
  seen: MicroUsd;
  held: MicroUsd | null;
  reason: Reason;
  isConfirmed: boolean;
};

/**
 * Takes token prices that cannot be believed at once out of an answer. Each figure of a price is judged on its own; one that
 * must wait holds all of its offer back, which keeps its last believed price meanwhile, or does not appear if it is new. Figures
 * that are confirmed already wait on with it, or the next poll would hold them again.
 */
export function judgeTokenPrices({ tokenOffers, known, waiting, medians }: Claims): {
  believed: TokenOffer[];
  held: HeldPrice[];
} {
  const held: HeldPrice[] = [];
  const believed = tokenOffers.flatMap((offer) => {
    const row = known.get(offer.externalId);
    const figures = heldFiguresOf(offer, referencesOf(offer, row, medians), waiting);
    if (figures.every(({ isConfirmed }) => isConfirmed)) return [offer];
    held.push(
      ...figures.map(({ figure, seen, held, reason }) => ({
        externalId: waitingIdOf(offer, figure),
        held,
        seen,
        reason,
      })),
    );
    return row && !row.isGone ? [{ ...offer, price: row.price }] : [];
  });
  return { believed, held };
}

type References = Record<Figure, PriceReference | null> | null;

/**
 * The last price of a known offer, also of one that returns; the median of its model for a new one; a cached price without a
 * past is held against the input price beside it. null for a model on no page of ours, and in a market where nothing is known yet.
 */
function referencesOf(
  offer: TokenOffer,
  row: KnownTokenOffer | undefined,
  medians: TokenMedians,
): References {
  const input = { kind: "input_price" as const, microUsd: offer.price.inputMicroUsd };
  if (row) {
    const last = (microUsd: MicroUsd) => ({ kind: "last_price" as const, microUsd });
    const { inputMicroUsd, outputMicroUsd, cachedInputMicroUsd: cached } = row.price;
    return {
      input: last(inputMicroUsd),
      output: last(outputMicroUsd),
      cached: cached === null ? input : last(cached),
    };
  }
  if (offer.modelId === null || medians.size === 0) return null;
  const median = medians.get(offer.modelId);
  if (median === undefined) return { input: null, output: null, cached: input };
  const kind = "model_median" as const;
  return {
    input: { kind, microUsd: median.input },
    output: { kind, microUsd: median.output },
    cached: input,
  };
}

function heldFiguresOf(offer: TokenOffer, references: References, waiting: Claims["waiting"]): HeldFigure[] {
  if (references === null) return [];
  return figures.flatMap((figure) => {
    const [seen, reference] = [figuresOf(offer.price)[figure], references[figure]];
    if (seen === null) return [];
    const judged = judgePrice({ seen, reference, waiting: waiting.get(waitingIdOf(offer, figure)) ?? null });
    if (judged.heldBecause === null) return [];
    const { heldBecause: reason, isConfirmed } = judged;
    return [{ figure, seen, held: reference?.microUsd ?? null, reason, isConfirmed }];
  });
}

function figuresOf(price: TokenOffer["price"]): Record<Figure, MicroUsd | null> {
  return { input: price.inputMicroUsd, output: price.outputMicroUsd, cached: price.cachedInputMicroUsd };
}

/** Prices that wait share one table with those of machines, whose ids never begin like this. */
function waitingIdOf({ externalId }: TokenOffer, figure: Figure): string {
  return `tokens ${figure}: ${externalId}`;
}
