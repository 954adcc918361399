import { rankingPriceOf } from "@/domain/offer/price-age";
import type { Market } from "../snapshot/market";
import { mayBeBestAt, pastPrices } from "../snapshot/past-rows";
import { visibleFeeds } from "../snapshot/visible-feeds";
import { type DescribedRow, describeRow } from "./describe-row";

/** The best on-demand price of one GPU, and the number of offers and providers it was chosen from. */
export type BestPriceRow = DescribedRow & { offers: number; providers: number };

type Best = { index: number; ranked: number; offers: number; providers: Set<number> };

/**
 * The best on-demand prices of whole GPUs that are not sold out, for the GPUs that most providers sell; ties go to more VRAM.
 * A list price competes as in the ranking, dearer by its age, so that it never displaces an equal price of a feed; one over a year
 * old does not compete.
 * The result is in descending order of VRAM and throughput, which is the order in which people look for GPUs.
 */
export function bestPricesOf(market: Market, limit: number, now: Date): BestPriceRow[] {
  const best = findBest(market, visibleFeeds(market, now), now);
  const { numbers } = market.columns;
  const common = [...best.values()].sort(
    (a, b) =>
      b.providers.size - a.providers.size ||
      (numbers.vram[b.index] as number) - (numbers.vram[a.index] as number),
  );
  return common
    .slice(0, limit)
    .sort((a, b) => size(market, b.index) - size(market, a.index))
    .flatMap(({ index, offers, providers }) => {
      const row = market.columns.rows[index];
      return row ? [{ ...describeRow(market, row, now), offers, providers: providers.size }] : [];
    });
}

function findBest(market: Market, visible: ReadonlySet<string>, now: Date): Map<number, Best> {
  const { columns } = market;
  const past = pastPrices(market, now);
  const { coded, dictionaries, rows } = columns;
  const best = new Map<number, Best>();
  for (let index = 0; index < columns.length; index += 1) {
    const row = rows[index];
    const feed = dictionaries.feed.words[coded.feed[index] as number] ?? "";
    if (!row || row.isSpot || row.gpuCount < 1 || row.availability === "unavailable" || !visible.has(feed))
      continue;
    if (!mayBeBestAt(past, coded, index, row.isSpot)) continue;
    const gpu = coded.gpu[index] as number;
    const ranked = rankingPriceOf(row, now);
    const one = best.get(gpu) ?? { index, ranked, offers: 0, providers: new Set<number>() };
    one.offers += 1;
    one.providers.add(coded.provider[index] as number);
    if (ranked < one.ranked) {
      one.index = index;
      one.ranked = ranked;
    }
    best.set(gpu, one);
  }
  return best;
}

function size({ columns }: Market, index: number): number {
  const throughput = columns.numbers.throughput[index] as number;
  return (columns.numbers.vram[index] as number) * 1e6 + (Number.isNaN(throughput) ? 0 : throughput);
}
