import { setImmediate } from "node:timers/promises";
import { nextLevel } from "@/domain/price/chained-index";
import { slotOf } from "@/domain/price/index-history";
import { type IndexFigures, type IndexKind, indexKinds } from "@/domain/price/market-index";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { openPool, poolLimitsOf } from "@/server/database/pool";
import { type GpuIndexRecord, recordedIndexes } from "@/server/market/answers/market-indexes";
import { keepInForce } from "@/server/market/snapshot/keep-in-force";
import { openStore } from "@/server/market/snapshot/store";
import { polledSource } from "@/server/mode";
import { settings, startedAs } from "@/server/settings";
import { inTransaction } from "@/server/transaction";
import { type Chain, lockedChains, saveChains } from "./chains";
import { heldOfferIds } from "./held-offers";
import { indexKey } from "./index-points";
import { recordedEveryMs } from "./recorded-every";

/**
 * Computes the GPU index of every GPU and records it for the slot of `ctx.now`. Returns how many points are new.
 *
 * Loads the market and discards it: four times an hour, that is cheaper than keeping a snapshot up to date.
 */
export async function recordMarketIndex(ctx: Context): Promise<number> {
  await authorize(ctx, "index.record");
  const pool = openPool(settings().DATABASE_URL, { max: 2, limits: poolLimitsOf(startedAs()) });
  try {
    const [held, { market }] = await Promise.all([heldOfferIds(ctx), openStore(pool, polledSource())]);
    keepInForce(market, ctx.now);
    return await writeIndexPoints(ctx, await recordedIndexes(market, { held, now: ctx.now }));
  } finally {
    await pool.end();
  }
}

/**
 * Records the GPUs that have an index, each linked to its last point. A slot keeps its first point, so a late or repeated run changes
 * nothing.
 */
export async function writeIndexPoints(ctx: Context, indexes: readonly GpuIndexRecord[]): Promise<number> {
  const at = slotOf(ctx.now, recordedEveryMs());
  return inTransaction(
    ctx,
    async (tx) => {
      const points = await linkedPoints(indexes, await lockedChains(tx), at.toISOString());
      const written = new Set(await insertPoints(tx, at, points));
      await saveChains(
        tx,
        at,
        points.filter(({ gpuId, kind }) => written.has(indexKey(gpuId, kind))),
      );
      return written.size;
    },
    { timeoutMs: 30_000 },
  );
}

type LinkedPoint = Chain & { gpuId: string; kind: IndexKind; figures: IndexFigures; sources: string[] };

async function linkedPoints(
  indexes: readonly GpuIndexRecord[],
  chains: ReadonlyMap<string, Chain>,
  at: string,
): Promise<LinkedPoint[]> {
  const points: LinkedPoint[] = [];
  for (const { gpuId, kinds } of indexes) {
    for (const kind of indexKinds) {
      const { figures, sources, members } = kinds[kind];
      if (figures.median === null) continue;
      const level = nextLevel(chains.get(indexKey(gpuId, kind)) ?? null, members, at);
      points.push({ gpuId, kind, figures, sources, members, ...level });
    }
    await setImmediate();
  }
  return points;
}

/** Returns the keys of the indexes that had no point in this slot yet. */
async function insertPoints(
  { db }: TransactionContext,
  at: Date,
  points: readonly LinkedPoint[],
): Promise<string[]> {
  const rows = points.map(({ gpuId, kind, figures, sources: names, level, basedAt }) => ({
    ...figures,
    gpuId,
    kind,
    names,
    level,
    basedAt,
  }));
  const written = await db.$queryRaw<{ gpu_id: string; kind: IndexKind }[]>`
    insert into market_index_points (source, gpu_id, kind, at, median_micro_usd_per_gpu_hour,
      trimmed_mean_micro_usd_per_gpu_hour, low_micro_usd_per_gpu_hour, high_micro_usd_per_gpu_hour,
      lower_quartile_micro_usd_per_gpu_hour, upper_quartile_micro_usd_per_gpu_hour, sources, offers, source_names,
      chain_level, chain_based_at)
    select ${polledSource()}::offer_source, r."gpuId", r.kind::index_kind, ${at}::timestamptz, r.median, r."trimmedMean",
      r.low, r.high, r."lowerQuartile", r."upperQuartile", r.sources, r.offers, r.names, r.level, r."basedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("gpuId" text, kind text, median bigint,
      "trimmedMean" bigint, low bigint, high bigint, "lowerQuartile" bigint, "upperQuartile" bigint, sources int,
      offers int, names text[], level float8, "basedAt" timestamptz)
    on conflict do nothing
    returning gpu_id, kind`;
  return written.map(({ gpu_id, kind }) => indexKey(gpu_id, kind));
}
