import { LRUCache } from "lru-cache";
import type { RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import type { Columns } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import { mayBeBestAt, type PastPrices, pastPrices } from "../snapshot/past-rows";
import type { MarketRow } from "../snapshot/row";
import { visibleFeeds } from "../snapshot/visible-feeds";

/** One per kind of pricing, twice, because the set of visible feeds may change. */
const LISTS_KEPT = 6;
const cache = new WeakMap<Market, LRUCache<string, readonly MarketRow[]>>();

/**
 * The cheapest offer of each provider for each machine size, separately for spot and on demand, without sold-out offers and
 * prices that may not be called the best. Cached until the market changes, because a question that no machine can serve tries a dozen variations at once.
 */
export function cheapestBySize(
  market: Market,
  pricing: RentOrCallQuestion["pricing"],
  now: Date,
): readonly MarketRow[] {
  const visible = visibleFeeds(market, now);
  const past = pastPrices(market, now);
  const key = JSON.stringify([market.revision, pricing, past, ...visible]);
  const lists = cache.get(market) ?? new LRUCache<string, readonly MarketRow[]>({ max: LISTS_KEPT });
  cache.set(market, lists);
  const list = lists.get(key) ?? cheapest(market.columns, pricing, { visible, past });
  lists.set(key, list);
  return list;
}

function cheapest(
  { coded, dictionaries, rows, length }: Columns,
  pricing: RentOrCallQuestion["pricing"],
  { visible, past }: { visible: ReadonlySet<string>; past: PastPrices },
): MarketRow[] {
  const isVisible = dictionaries.feed.words.map((feed) => visible.has(feed));
  const providers = dictionaries.provider.words.length;
  // Numeric keys and short lists: building a string for each of 100,000 rows would take longer than everything else.
  const sellers = new Map<number, MarketRow[]>();
  for (let index = 0; index < length; index += 1) {
    const row = rows[index];
    if (!row || row.availability === "unavailable" || !isVisible[coded.feed[index] as number]) continue;
    if (!mayBeBestAt(past, coded, index, row.isSpot)) continue;
    if (pricing !== "any" && row.isSpot !== (pricing === "spot")) continue;
    const [gpu, provider] = [coded.gpu[index] as number, coded.provider[index] as number];
    const seller = (gpu * providers + provider) * 2 + (row.isSpot ? 1 : 0);
    const sizes = sellers.get(seller);
    if (sizes) putIfCheaper(sizes, row);
    else sellers.set(seller, [row]);
  }
  return [...sellers.values()].flat();
}

function putIfCheaper(sizes: MarketRow[], row: MarketRow): void {
  const place = sizes.findIndex((one) => one.gpuCount === row.gpuCount && one.vramGib === row.vramGib);
  const known = sizes[place];
  if (!known) sizes.push(row);
  else if (row.microUsdPerGpuHour < known.microUsdPerGpuHour) sizes[place] = row;
}
