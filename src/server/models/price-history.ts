import type { OfferSource } from "@/domain/offer";
import { type Blindness, type HistoryWindow, type Span, spanOf, valueStepsOf } from "@/domain/price-history";
import type { Context } from "../context";
import { env } from "../env";
import { loadGaps } from "../offers/feed-gaps";
import { providerName } from "../offers/provider-names";
import { modelOrThrow } from "./get-model";
import { readTokenPrices, type TokenPricePoint } from "./token-price-points";

/** `null` = not offered, or nobody looked. */
export type TokenPriceStep = { at: string; inputMicroUsd: number | null; outputMicroUsd: number | null };

export type ModelPriceSeries = {
  id: string;
  provider: string;
  providerName: string;
  source: OfferSource;
  modelRaw: string;
  trackingStartsAt: string;
  points: TokenPriceStep[];
};

export type ModelPriceHistory = { from: string; to: string; series: ModelPriceSeries[] };

/**
 * What every provider asked for one model over a window: one series an offer, at most 500 points each, with gaps where it was not
 * offered or its feed did not answer. Offers that have gone are part of it when they were there within the window.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function modelPriceHistory(
  ctx: Context,
  modelId: string,
  window: HistoryWindow,
): Promise<ModelPriceHistory> {
  modelOrThrow(modelId);
  const span = spanOf(window, ctx.now);
  const polled: OfferSource = env().MARKET === "simulated" ? "simulated" : "live";
  const offers = await ctx.db.tokenOffer.findMany({
    where: {
      modelId,
      source: { in: [polled, "list"] },
      OR: [{ goneAt: null }, { goneAt: { gt: span.from } }],
    },
    orderBy: [{ provider: "asc" }, { source: "asc" }, { id: "asc" }],
  });
  const ids = offers.map(({ id }) => id);
  const [points, gaps] = await Promise.all([
    readTokenPrices(ctx, ids, span),
    loadGaps(ctx, offers, span.from),
  ]);
  const series = offers.map((offer, index) => ({
    id: offer.id,
    provider: offer.provider,
    providerName: providerName(offer.provider),
    source: offer.source,
    modelRaw: offer.modelRaw,
    trackingStartsAt: offer.firstSeenAt.toISOString(),
    points: priceSteps(points.get(offer.id) ?? [], gaps[index] ?? [], span),
  }));
  return { from: span.from.toISOString(), to: span.to.toISOString(), series };
}

function priceSteps(
  points: readonly TokenPricePoint[],
  blind: readonly Blindness[],
  { from, to }: Span,
): TokenPriceStep[] {
  const changes = points.map(({ at, inputMicroUsd, outputMicroUsd }) => ({
    at,
    value: { input: inputMicroUsd, output: outputMicroUsd },
  }));
  const isGap = (value: (typeof changes)[number]["value"] | null) =>
    value === null || (value.input === null && value.output === null);
  return valueStepsOf({ changes, blind, from, to, isGap }).map(({ at, value }) => ({
    at: at.toISOString(),
    inputMicroUsd: value?.input ?? null,
    outputMicroUsd: value?.output ?? null,
  }));
}
