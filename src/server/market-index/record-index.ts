import { slotOf } from "@/domain/price/index-history";
import { indexKinds } from "@/domain/price/market-index";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { openPool, poolLimitsOf } from "@/server/database/pool";
import { type GpuIndexFigures, marketIndexes } from "@/server/market/answers/market-indexes";
import { openStore } from "@/server/market/snapshot/store";
import { polledSource } from "@/server/mode";
import { settings, startedAs } from "@/server/settings";
import { inTransaction } from "@/server/transaction";
import { heldOfferIds } from "./held-offers";
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
    return await writeIndexPoints(ctx, await marketIndexes(market, { held, now: ctx.now }));
  } finally {
    await pool.end();
  }
}

/** Records the GPUs that have an index. A slot keeps its first point, so a late or repeated run changes nothing. */
export async function writeIndexPoints(ctx: Context, indexes: readonly GpuIndexFigures[]): Promise<number> {
  const points = indexes.flatMap(({ gpuId, kinds }) =>
    indexKinds.flatMap((kind) => (kinds[kind].median === null ? [] : [{ gpuId, kind, ...kinds[kind] }])),
  );
  const at = slotOf(ctx.now, recordedEveryMs());
  return inTransaction(
    ctx,
    async ({ db }) => {
      return db.$executeRaw`
    insert into market_index_points (source, gpu_id, kind, at, median_micro_usd_per_gpu_hour,
      trimmed_mean_micro_usd_per_gpu_hour, low_micro_usd_per_gpu_hour, high_micro_usd_per_gpu_hour, sources, offers)
    select ${polledSource()}::offer_source, r."gpuId", r.kind::index_kind, ${at}::timestamptz, r.median, r."trimmedMean",
      r.low, r.high, r.sources, r.offers
    from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as r("gpuId" text, kind text, median bigint,
      "trimmedMean" bigint, low bigint, high bigint, sources int, offers int)
    on conflict do nothing`;
    },
    { timeoutMs: 30_000 },
  );
}
