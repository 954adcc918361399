import type { TransactionContext } from "@/server/context";
import { soldOn } from "./sold-on";
import type { Feed } from "./write-offers";

/**
 * Updates the price series of every GPU of one feed, in the transaction that wrote its offers: lowest and median price per
 * GPU-hour and number of offers, over whole GPUs that can be rented. A changed series gets a point; an unchanged one is not
 * touched.
 */
export async function writeGpuPrices(tx: TransactionContext, { provider, source, at }: Feed & { at: Date }) {
  await tx.db.$executeRaw`
    with present as (
      select gpu_id, is_spot, min(micro_usd_per_gpu_hour) as lowest, count(*)::int as offers,
        percentile_disc(0.5) within group (order by micro_usd_per_gpu_hour) as median
      from offers
      where provider = ${provider} and source = ${source}::offer_source and gone_at is null
        and availability <> 'unavailable' and gpu_count >= 1 and ${soldOn(at)}
      group by gpu_id, is_spot
    ), known as (
      select * from gpu_price_series where provider = ${provider} and source = ${source}::offer_source
    ), changed as (
      select known.id, gpu_id, is_spot, present.lowest, present.median, coalesce(present.offers, 0) as offers
      from present full join known using (gpu_id, is_spot)
      where (present.lowest, present.median, coalesce(present.offers, 0))
        is distinct from (known.lowest_micro_usd, known.median_micro_usd, known.offer_count)
    ), updated as (
      update gpu_price_series as series set lowest_micro_usd = changed.lowest, median_micro_usd = changed.median,
        offer_count = changed.offers, changed_at = ${at}::timestamptz
      from changed where series.id = changed.id
      returning series.id, series.lowest_micro_usd, series.median_micro_usd, series.offer_count
    ), added as (
      insert into gpu_price_series (provider, source, gpu_id, is_spot, lowest_micro_usd, median_micro_usd, offer_count,
        first_seen_at, changed_at)
      select ${provider}, ${source}::offer_source, gpu_id, is_spot, lowest, median, offers, ${at}::timestamptz,
        ${at}::timestamptz
      from changed where id is null
      returning id, lowest_micro_usd, median_micro_usd, offer_count
    )
    insert into gpu_price_points (series_id, at, lowest_micro_usd, median_micro_usd, offer_count)
    select id, ${at}::timestamptz, lowest_micro_usd, median_micro_usd, offer_count
    from (select * from updated union all select * from added) as written
    on conflict (series_id, at) do update set lowest_micro_usd = excluded.lowest_micro_usd,
      median_micro_usd = excluded.median_micro_usd, offer_count = excluded.offer_count`;
}
