import type { OfferSource } from "@/domain/offer";
import {
  type Blindness,
  type HistoryPoint,
  type HistoryWindow,
  historyWindows,
  stepsOf,
} from "@/domain/price-history";
import { providerName } from "@/domain/providers";
import type { Context } from "../context";
import { env } from "../env";
import { providerBySlug } from "../providers/registry";
import { modelOrThrow } from "./get-model";

/** `null` = not offered, or nobody looked. */
export type TokenPriceStep = { at: string; inputMicroUsd: number | null; outputMicroUsd: number | null };

export type ModelPriceSeries = {
  id: string;
  provider: string;
  providerName: string;
  source: OfferSource;
  /** Day of the list that its last price is from; null for a price that the feed states itself. */
  listedOn: string | null;
  modelRaw: string;
  trackingStartsAt: string;
  points: TokenPriceStep[];
};

export type ModelPriceHistory = {
  from: string;
  to: string;
  /** When anyone was first seen to serve it, within the window or before; null while nobody has. */
  trackingStartsAt: string | null;
  series: ModelPriceSeries[];
};

/** A feed is believed to have been watched for this many of its poll intervals after a good poll. */
const INTERVALS_WATCHED = 3;
const LEAST_WATCHED_MS = 15 * 60_000;

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
  const to = ctx.now;
  const from = new Date(to.getTime() - historyWindows[window] * 3_600_000);
  const polled: OfferSource = env().MARKET === "simulated" ? "simulated" : "live";
  const seen = { modelId, source: { in: [polled, "list" as const] } };
  const [offers, first] = await Promise.all([
    ctx.db.tokenOffer.findMany({
      where: { ...seen, OR: [{ goneAt: null }, { goneAt: { gt: from } }] },
      include: { pricePoints: { orderBy: { at: "asc" } } },
      orderBy: [{ provider: "asc" }, { source: "asc" }, { id: "asc" }],
    }),
    ctx.db.tokenOffer.aggregate({ where: seen, _min: { firstSeenAt: true } }),
  ]);
  const feeds = [
    ...new Set(offers.filter(({ source }) => source !== "list").map(({ provider }) => provider)),
  ];
  const gaps = new Map(
    await Promise.all(
      feeds.map(
        async (provider) => [provider, await loadBlindness(ctx, { provider, polled, from })] as const,
      ),
    ),
  );
  const series = offers.map((offer) => ({
    id: offer.id,
    provider: offer.provider,
    providerName: providerName(offer.provider),
    source: offer.source,
    listedOn: offer.listedOn?.toISOString().slice(0, 10) ?? null,
    modelRaw: offer.modelRaw,
    trackingStartsAt: offer.firstSeenAt.toISOString(),
    points: priceSteps(offer.pricePoints, {
      blind: offer.source === "list" ? [] : (gaps.get(offer.provider) ?? []),
      from,
      to,
    }),
  }));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    trackingStartsAt: first._min.firstSeenAt?.toISOString() ?? null,
    series,
  };
}

type StoredPoint = { at: Date; inputMicroUsd: bigint | null; outputMicroUsd: bigint | null };
type Span = { blind: readonly Blindness[]; from: Date; to: Date };

/** Both figures change at the same moments, so their steps are as many and lie at the same times. */
function priceSteps(points: readonly StoredPoint[], { blind, from, to }: Span): TokenPriceStep[] {
  const changes = (figure: (point: StoredPoint) => bigint | null): HistoryPoint[] =>
    points.map((point) => {
      const value = figure(point);
      return { at: point.at, microUsdPerGpuHour: value === null ? null : Number(value) };
    });
  const inputs = stepsOf(
    changes(({ inputMicroUsd }) => inputMicroUsd),
    blind,
    from,
    to,
  );
  const outputs = stepsOf(
    changes(({ outputMicroUsd }) => outputMicroUsd),
    blind,
    from,
    to,
  );
  return inputs.map(({ at, microUsdPerGpuHour }, step) => ({
    at: at.toISOString(),
    inputMicroUsd: microUsdPerGpuHour,
    outputMicroUsd: outputs[step]?.microUsdPerGpuHour ?? null,
  }));
}

type Watched = { provider: string; polled: OfferSource; from: Date };

/** Times since `from` between two good polls that are longer than the feed's rhythm explains, and the time since the last one. */
async function loadBlindness(ctx: Context, { provider, polled, from }: Watched): Promise<Blindness[]> {
  const watchedMs = Math.max(
    LEAST_WATCHED_MS,
    INTERVALS_WATCHED * 1000 * (providerBySlug(provider)?.pollEverySeconds ?? 0),
  );
  const reach = new Date(from.getTime() - watchedMs);
  const polls = await ctx.db.providerPoll.findMany({
    where: { provider, source: polled, ok: true, startedAt: { gte: reach, lte: ctx.now } },
    select: { startedAt: true },
    orderBy: { startedAt: "asc" },
  });
  // A gap is half-open, so one that lasts until now must end after it.
  const end = ctx.now.getTime() + 1;
  const good = polls.map(({ startedAt }) => startedAt.getTime());
  return [reach.getTime() - watchedMs, ...good]
    .map((time, index) => ({ seenUntil: time + watchedMs, next: good[index] ?? end }))
    .filter(({ seenUntil, next }) => next > seenUntil)
    .map(({ seenUntil, next }) => ({ from: new Date(seenUntil), to: new Date(next) }));
}
