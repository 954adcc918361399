import { LRUCache } from "lru-cache";
import { AppError } from "@/domain/errors";
import { gpuById } from "@/domain/gpu/gpu";
import { inLastPrice } from "@/domain/price/chained-index";
import { type CountedSource, sourceOfAll } from "@/domain/price/counted-source";
import { forecastIndex, type HourValue, type IndexForecast } from "@/domain/price/forecast/index-forecast";
import { changeSpans, type IndexPoint } from "@/domain/price/index-history";
import { type IndexKind, indexKinds, type MarketIndex } from "@/domain/price/market-index";
import { type HistoryWindow, historyWindows } from "@/domain/price/price-history";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";
import { askMarket } from "@/server/market/client";
import { polledSource } from "@/server/mode";
import { changesOf, type IndexSummary } from "./all-indexes";
import { heldOfferIds } from "./held-offers";
import { levelsAround } from "./index-past";
import { hourlyLevels, indexHistory, indexKey, trackingStart } from "./index-points";

export type IndexDetail = IndexSummary &
  Pick<MarketIndex, "providers" | "exclusions"> & {
    /** The first recorded point of this index; null while there is none. */
    trackingStartsAt: string | null;
    /** Points of the window, ascending in time, at most 500; a point with null figures starts a gap. */
    history: IndexPoint[];
    forecast: IndexForecast;
  };

export type OneIndex = {
  gpuId: string;
  at: string;
  /** Where the offers come from that count now; the history may rest on others. */
  source: CountedSource;
  window: HistoryWindow;
  from: string;
  to: string;
  kinds: Record<IndexKind, IndexDetail>;
};

/**
 * Both GPU indexes of one GPU in full: figures, history over a window, included providers, exclusions, and the forecast or why
 * there is none.
 *
 * @throws {AppError} NOT_FOUND for an id that the GPU table does not have.
 */
export async function oneIndex(
  ctx: Context,
  { gpu, window }: { gpu: string; window: HistoryWindow },
): Promise<OneIndex> {
  await authorize(ctx, "market.read");
  if (gpuById(gpu) === null)
    throw new AppError("NOT_FOUND", `no GPU ${gpu}`, {
      reason: { code: "gpu.not_found", parameters: { id: gpu } },
    });
  const held = await heldOfferIds(ctx);
  const [{ kinds }, [history, hours, latest, dayAgo, weekAgo, onDemandSince, spotSince]] = await Promise.all([
    askMarket({ ask: "gpu-index", gpuId: gpu, held, now: ctx.now }),
    lastKnown(ctx.db, `index of ${gpu} over ${window}`, () =>
      Promise.all([
        indexHistory(ctx, gpu, window),
        hourlyLevels(ctx, gpu),
        levelsAround(ctx, changeSpans.now, gpu),
        levelsAround(ctx, changeSpans.day, gpu),
        levelsAround(ctx, changeSpans.week, gpu),
        ...indexKinds.map((kind) => trackingStart(ctx, gpu, kind)),
      ]),
    ),
  ]);
  const detailOf = (kind: IndexKind, since: string | null): IndexDetail => ({
    ...kinds[kind],
    ...changesOf({ latest, dayAgo, weekAgo }, indexKey(gpu, kind)),
    trackingStartsAt: since,
    history: history[kind],
    forecast: forecastOf(indexKey(gpu, kind), inLastPrice(hours[kind]), ctx.now),
  });
  return {
    gpuId: gpu,
    at: ctx.now.toISOString(),
    source: sourceOfAll(indexKinds.map((kind) => kinds[kind].countedSource)),
    window,
    from: new Date(ctx.now.getTime() - historyWindows[window] * 3_600_000).toISOString(),
    to: ctx.now.toISOString(),
    kinds: {
      on_demand: detailOf("on_demand", onDemandSince ?? null),
      spot: detailOf("spot", spotSince ?? null),
    },
  };
}

/** A forecast takes a few milliseconds and changes hourly, so the most recently requested ones are cached. */
const forecasts = new LRUCache<string, { basis: string; forecast: IndexForecast }>({ max: 200 });

function forecastOf(key: string, values: readonly HourValue[], now: Date): IndexForecast {
  const last = values.at(-1);
  const hour = Math.floor(now.getTime() / 3_600_000);
  const basis = [polledSource(), values.length, last?.at.getTime(), last?.microUsdPerGpuHour, hour].join();
  const known = forecasts.get(key);
  if (known?.basis === basis) return known.forecast;
  const forecast = forecastIndex(values, now);
  forecasts.set(key, { basis, forecast });
  return forecast;
}
