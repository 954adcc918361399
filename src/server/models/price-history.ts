import type { OfferSource } from "@/domain/offer";
import { type Blindness, type HistoryWindow, historyWindows, valueStepsOf } from "@/domain/price-history";
import type { Context } from "../context";
import { env } from "../env";
import { loadGaps } from "../offers/feed-gaps";
import { providerName } from "../offers/provider-names";
import { modelOrThrow } from "./get-model";

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
  const span = { from: new Date(ctx.now.getTime() - historyWindows[window] * 3_600_000), to: ctx.now };
  const polled: OfferSource = env().MARKET === "simulated" ? "simulated" : "live";
  const offers = await ctx.db.tokenOffer.findMany({
    where: {
      modelId,
      source: { in: [polled, "list"] },
      OR: [{ goneAt: null }, { goneAt: { gt: span.from } }],
    },
    include: { pricePoints: { orderBy: { at: "asc" } } },
    orderBy: [{ provider: "asc" }, { source: "asc" }, { id: "asc" }],
  });
  const gaps = await loadGaps(ctx, offers, span.from);
  const series = offers.map((offer, index) => ({
    id: offer.id,
    provider: offer.provider,
    providerName: providerName(offer.provider),
    source: offer.source,
    modelRaw: offer.modelRaw,
    trackingStartsAt: offer.firstSeenAt.toISOString(),
    points: priceSteps(offer.pricePoints, gaps[index] ?? [], span),
  }));
  return { from: span.from.toISOString(), to: span.to.toISOString(), series };
}

type StoredPoint = { at: Date; inputMicroUsd: bigint | null; outputMicroUsd: bigint | null };

function priceSteps(
  points: readonly StoredPoint[],
  blind: readonly Blindness[],
  span: { from: Date; to: Date },
): TokenPriceStep[] {
  const changes = points.map(({ at, inputMicroUsd, outputMicroUsd }) => ({
    at,
    value: { input: toNumber(inputMicroUsd), output: toNumber(outputMicroUsd) },
  }));
  const isGap = (value: (typeof changes)[number]["value"] | null) =>
    value === null || (value.input === null && value.output === null);
  return valueStepsOf({ changes, blind, ...span, isGap }).map(({ at, value }) => ({
    at: at.toISOString(),
    inputMicroUsd: value?.input ?? null,
    outputMicroUsd: value?.output ?? null,
  }));
}

function toNumber(microUsd: bigint | null): number | null {
  return microUsd === null ? null : Number(microUsd);
}
