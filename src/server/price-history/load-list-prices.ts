import type { OfferSource } from "@/domain/offer/offer";
import { Prisma } from "@/generated/prisma/client";
import type { Context } from "@/server/context";
import { soldOn } from "@/server/feeds/ingest/sold-on";
import { listDaySql } from "@/server/feeds/ingest/stored-list-day";
import { polledSource } from "@/server/mode";

/** Lowest and median price per GPU-hour in micro-USD, and how many offers there were. */
export type GpuPrice = { lowest: number | null; median: number | null; offers: number };

/** The prices of the list of one day or span. */
export type ListPrices = { listedOn: string; value: GpuPrice };

type Row = ListPrices["value"] & { provider: string; source: OfferSource; listedOn: string };

/**
 * The prices of the lists behind each series by day, over whole GPUs that can be rented and are sold today. By "provider/source";
 * none for a series with a price that its feed states itself.
 */
export async function loadListPrices(
  ctx: Context,
  { gpuId, isSpot, provider }: { gpuId: string; isSpot: boolean; provider?: string | undefined },
): Promise<Map<string, ListPrices[]>> {
  const ofProvider = provider === undefined ? Prisma.empty : Prisma.sql`and provider = ${provider}`;
  const rows = await ctx.db.$queryRaw<Row[]>`
    with days as (
      select provider, source, ${listDaySql} as listed_on, count(*)::int as offers, min(micro_usd_per_gpu_hour)::float8 as lowest,
        (percentile_disc(0.5) within group (order by micro_usd_per_gpu_hour))::float8 as median,
        bool_or(offers.listed_on is null) over (partition by provider, source) as is_stated
      from offers
      where gpu_id = ${gpuId} and is_spot = ${isSpot} and source in ('list', ${polledSource()}::offer_source) ${ofProvider}
        and gone_at is null and availability <> 'unavailable' and gpu_count >= 1 and ${soldOn(ctx.now)}
      group by provider, source, offers.listed_on, offers.latest_listed_on
    )
    select provider, source, listed_on as "listedOn", offers, lowest, median from days where not is_stated`;
  const lists = new Map<string, ListPrices[]>();
  for (const { provider: name, source, listedOn, ...value } of rows) {
    const series = `${name}/${source}`;
    lists.set(series, [...(lists.get(series) ?? []), { listedOn, value }]);
  }
  return lists;
}
