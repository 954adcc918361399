import { firstDayOf } from "@/domain/offer/list-day";
import { type OfferSource, priceSourceOf } from "@/domain/offer/offer";
import { endOf, validity } from "@/domain/offer/validity";
import {
  type HistoryWindow,
  listedStepsOf,
  type PollingGap,
  type Span,
  spanOf,
  valueStepsOf,
} from "@/domain/price/price-history";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { loadGaps } from "@/server/feeds/feed-gaps";
import { storedListDay } from "@/server/feeds/ingest/stored-list-day";
import { polledSource } from "@/server/mode";
import { providerName } from "@/server/providers/provider-names";
import { modelOrThrow } from "./get-model";
import { readTokenPrices, type TokenPricePoint } from "./token-price-points";

/** `null` = not offered or not watched. */
export type TokenPriceStep = { at: string; inputMicroUsd: number | null; outputMicroUsd: number | null };

export type ModelPriceSeries = {
  id: string;
  provider: string;
  providerName: string;
  /** The source of its last price: also "list" when a live feed repeats a list price. */
  source: OfferSource;
  feedSource: OfferSource;
  /** Day of that list; null for a price that comes from the feed itself. */
  listedOn: string | null;
  modelRaw: string;
  /** Longest prompt and answer together that this price holds for. */
  contextTokens: number | null;
  trackingStartsAt: string;
  /** What that list asks: its points show it only at the day of the list. */
  listed: Omit<TokenPriceStep, "at"> | null;
  points: TokenPriceStep[];
};

export type ModelPriceHistory = {
  from: string;
  to: string;
  /** When the model was first seen at any provider, within the window or before; null if never. */
  trackingStartsAt: string | null;
  series: ModelPriceSeries[];
};

/**
 * The prices of one model at every provider over a window: one series per offer, at most 500 points each, with gaps where it
 * was not offered or its feed did not answer. Includes gone offers that existed within the window.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function modelPriceHistory(
  ctx: Context,
  modelId: string,
  window: HistoryWindow,
): Promise<ModelPriceHistory> {
  await authorize(ctx, "market.read");
  modelOrThrow(modelId);
  const span = spanOf(window, ctx.now);
  const polled = polledSource();
  const seen = { modelId, source: { in: [polled, "list" as const] } };
  const [offers, first] = await Promise.all([
    ctx.db.tokenOffer.findMany({
      where: { ...seen, OR: [{ goneAt: null }, { goneAt: { gt: span.from } }] },
      orderBy: [{ provider: "asc" }, { source: "asc" }, { id: "asc" }],
    }),
    ctx.db.tokenOffer.aggregate({ where: seen, _min: { firstSeenAt: true } }),
  ]);
  const ids = offers.map(({ id }) => id);
  const [points, gaps] = await Promise.all([
    readTokenPrices(ctx, ids, span),
    loadGaps(ctx, offers, span.from),
  ]);
  const series = offers.map((offer, index) => {
    const listedOn = storedListDay(offer);
    return {
      id: offer.id,
      provider: offer.provider,
      providerName: providerName(offer.provider),
      source: priceSourceOf({ source: offer.source, listedOn }),
      feedSource: offer.source,
      listedOn,
      modelRaw: offer.modelRaw,
      contextTokens: offer.contextTokens,
      trackingStartsAt: offer.firstSeenAt.toISOString(),
      listed:
        listedOn === null
          ? null
          : { inputMicroUsd: Number(offer.inputMicroUsd), outputMicroUsd: Number(offer.outputMicroUsd) },
      points:
        listedOn === null
          ? priceSteps(untilEnd(points.get(offer.id) ?? [], offer), gaps[index] ?? [], span)
          : listedSteps(offer, listedOn, span),
    };
  });
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    trackingStartsAt: first._min.firstSeenAt?.toISOString() ?? null,
    series,
  };
}

/** The price ends with the last day on which the model is sold. */
function untilEnd(
  points: readonly TokenPricePoint[],
  { validity: stored }: { validity: unknown },
): TokenPricePoint[] {
  const end = endOf(validity.nullable().parse(stored));
  if (end === null) return [...points];
  const ended = { at: end, inputMicroUsd: null, outputMicroUsd: null };
  return [...points.filter(({ at }) => at < end), ended];
}

type ListedPrice = { inputMicroUsd: bigint; outputMicroUsd: bigint; validity: unknown };

/** A list price, also one that a feed repeats, stands only at the day of its list, and nowhere if the model had ended before. */
function listedSteps(
  { inputMicroUsd, outputMicroUsd, validity: stored }: ListedPrice,
  listedOn: string,
  span: Span,
): TokenPriceStep[] {
  const value = { input: Number(inputMicroUsd), output: Number(outputMicroUsd) };
  const end = endOf(validity.nullable().parse(stored));
  const hadEnded = end !== null && end <= new Date(firstDayOf(listedOn));
  return listedStepsOf(hadEnded ? [] : [{ listedOn, value }], span).map(({ at, value: price }) => ({
    at: at.toISOString(),
    inputMicroUsd: price?.input ?? null,
    outputMicroUsd: price?.output ?? null,
  }));
}

function priceSteps(
  points: readonly TokenPricePoint[],
  gaps: readonly PollingGap[],
  { from, to }: Span,
): TokenPriceStep[] {
  const changes = points.map(({ at, inputMicroUsd, outputMicroUsd }) => ({
    at,
    value: { input: inputMicroUsd, output: outputMicroUsd },
  }));
  const isGap = (value: (typeof changes)[number]["value"] | null) =>
    value === null || (value.input === null && value.output === null);
  return valueStepsOf({ changes, gaps, from, to, isGap }).map(({ at, value }) => ({
    at: at.toISOString(),
    inputMicroUsd: value?.input ?? null,
    outputMicroUsd: value?.output ?? null,
  }));
}
