import { gpuById } from "@/domain/gpu/gpu";
import type { GpuVendor } from "@/domain/gpu/gpu-row";
import { chainChange } from "@/domain/price/chained-index";
import { type CountedSource, sourceOfAll } from "@/domain/price/counted-source";
import { type IndexFigures, type IndexKind, indexKinds } from "@/domain/price/market-index";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { askMarket } from "@/server/market/client";
import { heldOfferIds } from "./held-offers";
import { type IndexPast, indexPast } from "./index-past";
import { indexKey } from "./index-points";

/**
 * Changes are those of the chained index, until its last recorded point: 0.05 means that the machines that were there all along cost
 * 5 % more than then. null when no point was recorded near that time, or none that can be compared.
 */
export type IndexSummary = IndexFigures & { change24h: number | null; change7d: number | null };

export type GpuIndexRow = {
  gpuId: string;
  model: string;
  vendor: GpuVendor | null;
  vramGib: number | null;
  kinds: Record<IndexKind, IndexSummary>;
  /** Levels of the on-demand index, or of spot if only spot has an index; ascending in time, null where nothing was recorded. */
  sparkline: { kind: IndexKind; levels: (number | null)[] } | null;
};

export type AllIndexes = {
  at: string;
  /** Where the offers come from that count in any index now. */
  source: CountedSource;
  /** The first recorded point of any index; null while there is none. */
  trackingStartsAt: string | null;
  /** Where the sparklines start: a week ago, or at the first point. */
  sparklineFrom: string | null;
  rows: GpuIndexRow[];
};

/** Both GPU indexes of every GPU on the market with their changes, ordered by id. */
export async function allIndexes(ctx: Context): Promise<AllIndexes> {
  await authorize(ctx, "market.read");
  const held = await heldOfferIds(ctx);
  const [indexes, past] = await Promise.all([
    askMarket({ ask: "indexes", held, now: ctx.now }),
    indexPast(ctx),
  ]);
  return {
    at: ctx.now.toISOString(),
    source: sourceOfAll(indexes.flatMap(({ kinds }) => indexKinds.map((kind) => kinds[kind].countedSource))),
    trackingStartsAt: past.trackingStartsAt,
    sparklineFrom: past.sparklineFrom,
    rows: indexes.map(({ gpuId, kinds }) => rowOf(gpuId, kinds, past)),
  };
}

function rowOf(gpuId: string, kinds: Record<IndexKind, IndexFigures>, past: IndexPast): GpuIndexRow {
  const gpu = gpuById(gpuId);
  const summaryOf = (kind: IndexKind): IndexSummary => ({
    ...kinds[kind],
    ...changesOf(past, indexKey(gpuId, kind)),
  });
  return {
    gpuId,
    model: gpu?.model ?? gpuId,
    vendor: gpu?.vendor ?? null,
    vramGib: gpu?.vramGib ?? null,
    kinds: { on_demand: summaryOf("on_demand"), spot: summaryOf("spot") },
    sparkline: sparklineOf(gpuId, past),
  };
}

/** How an index moved over a day and a week. */
export function changesOf(
  { latest, dayAgo, weekAgo }: Pick<IndexPast, "latest" | "dayAgo" | "weekAgo">,
  key: string,
): Pick<IndexSummary, "change24h" | "change7d"> {
  const now = latest.get(key) ?? null;
  return {
    change24h: chainChange(now, dayAgo.get(key) ?? null),
    change7d: chainChange(now, weekAgo.get(key) ?? null),
  };
}

function sparklineOf(gpuId: string, { sparklines }: IndexPast): GpuIndexRow["sparkline"] {
  for (const kind of indexKinds) {
    const levels = sparklines.get(indexKey(gpuId, kind));
    if (levels !== undefined) return { kind, levels };
  }
  return null;
}
