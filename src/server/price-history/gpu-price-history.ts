import { AppError } from "@/domain/errors";
import { gpuById } from "@/domain/gpu/gpu";
import type { OfferSource } from "@/domain/offer/offer";
import {
  type HistoryWindow,
  listedStepsOf,
  type PollingGap,
  type Span,
  type Step,
  spanOf,
  valueStepsOf,
} from "@/domain/price/price-history";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { loadGaps } from "@/server/feeds/feed-gaps";
import { polledSource } from "@/server/mode";
import { type GpuPrice, type ListPrices, loadListPrices } from "./load-list-prices";
import { priceStore } from "./store/choose";
import type { PricePoint } from "./store/contract";

export type GpuHistoryInput = {
  gpuId: string;
  isSpot: boolean;
  window: HistoryWindow;
  provider?: string | undefined;
};

/**
 * Prices per GPU-hour and number of offers of one provider from `at` on. Null prices and 0 offers: it had none. All three null:
 * the feed was not watched, or tracking had not started.
 */
export type GpuHistoryPoint = {
  at: string;
  lowestMicroUsdPerGpuHour: number | null;
  medianMicroUsdPerGpuHour: number | null;
  offers: number | null;
};

export type GpuPriceSeries = {
  provider: string;
  source: OfferSource;
  trackingStartsAt: string;
  /** Its newest list, for a series of list prices: they are not observed, so each stands only at the day of its list. */
  listed: { on: string; lowestMicroUsdPerGpuHour: number } | null;
  /** Ascending, at most 500, the first at `from`, the last at `to`; each holds until the next. */
  points: GpuHistoryPoint[];
};

export type GpuPriceHistory = {
  gpuId: string;
  isSpot: boolean;
  from: string;
  to: string;
  /** Beyond 30 days, only the last change of each hour is known. */
  resolution: "change" | "hour";
  /** The earliest start of any series; null while there is none. */
  trackingStartsAt: string | null;
  /**
   * Ordered by provider, then source. As on the market, a provider has one series for its feed and one for its list, but only one if
   * its feed repeats the list.
   */
  series: GpuPriceSeries[];
};

/**
 * The prices of one GPU over a window at each provider that has offered it. Counts only whole GPUs that could be rented.
 *
 * @throws {AppError} NOT_FOUND for an unknown GPU; PROVIDER_FAILED when the history is in ClickHouse and it does not answer.
 */
export async function gpuPriceHistory(
  ctx: Context,
  input: GpuHistoryInput,
  store = priceStore(ctx),
): Promise<GpuPriceHistory> {
  await authorize(ctx, "market.read");
  const { gpuId, isSpot, window, provider } = input;
  if (gpuById(gpuId) === null)
    throw new AppError("NOT_FOUND", `no GPU ${gpuId}`, {
      reason: { code: "gpu.not_found", parameters: { id: gpuId } },
    });
  const span = spanOf(window, ctx.now);
  const polled = polledSource();
  const [all, lists] = await Promise.all([
    ctx.db.gpuPriceSeries.findMany({
      where: {
        gpuId,
        isSpot,
        source: { in: [polled, "list"] },
        ...(provider === undefined ? {} : { provider }),
      },
      orderBy: [{ provider: "asc" }, { source: "asc" }],
    }),
    loadListPrices(ctx, input),
  ]);
  // A feed that only repeats its provider's list is the list: two series would say the same twice.
  const tracked = all.filter((one) => one.source !== "list" || !lists.has(`${one.provider}/${polled}`));
  const [rows, gaps] = await Promise.all([
    store.read(
      "gpu",
      tracked.map(({ id }) => String(id)),
      span,
    ),
    loadGaps(ctx, tracked, span.from),
  ]);
  const byKey = groupedBy(rows, ({ key }) => key);
  const starts = tracked.map(({ firstSeenAt }) => firstSeenAt.toISOString()).sort();
  return {
    gpuId,
    isSpot,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    resolution: span.isHourly ? "hour" : "change",
    trackingStartsAt: starts[0] ?? null,
    series: tracked.map(({ id, firstSeenAt, provider, source }, index) => {
      const own = lists.get(`${provider}/${source}`) ?? [];
      const isListed = source === "list" || own.length > 0;
      return {
        provider,
        source: isListed ? "list" : source,
        trackingStartsAt: firstSeenAt.toISOString(),
        listed: newestOf(own),
        points: isListed
          ? toPoints(listedStepsOf(own, span))
          : pointsOf(byKey.get(String(id)) ?? [], gaps[index] ?? [], span),
      };
    }),
  };
}

function newestOf(lists: readonly ListPrices[]): GpuPriceSeries["listed"] {
  const newest = lists.toSorted((a, b) => (a.listedOn < b.listedOn ? -1 : 1)).at(-1);
  const lowest = newest?.value.lowest ?? null;
  return newest === undefined || lowest === null
    ? null
    : { on: newest.listedOn, lowestMicroUsdPerGpuHour: lowest };
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function pointsOf(rows: readonly PricePoint[], gaps: readonly PollingGap[], span: Span): GpuHistoryPoint[] {
  const changes: Step<GpuPrice>[] = rows.map(({ at, values: [lowest = null, median = null, offers] }) => ({
    at,
    value: { lowest, median, offers: offers ?? 0 },
  }));
  const steps = valueStepsOf({
    changes,
    gaps,
    from: span.from,
    to: span.to,
    isGap: (value) => value === null || value.offers === 0,
  });
  return toPoints(steps);
}

function toPoints(steps: readonly Step<GpuPrice>[]): GpuHistoryPoint[] {
  return steps.map(({ at, value }) => ({
    at: at.toISOString(),
    lowestMicroUsdPerGpuHour: value?.lowest ?? null,
    medianMicroUsdPerGpuHour: value?.median ?? null,
    offers: value?.offers ?? null,
  }));
}
