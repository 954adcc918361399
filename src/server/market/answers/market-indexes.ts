import { setImmediate } from "node:timers/promises";
import { priceSourceOf } from "@/domain/offer/offer";
import { priceWeight } from "@/domain/price/index-weight";
import {
  type IndexFigures,
  type IndexKind,
  type IndexOffer,
  indexFiguresOf,
  type MarketIndex,
  marketIndexOf,
} from "@/domain/price/market-index";
import { feedKey } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { visibleFeeds } from "../snapshot/visible-feeds";

/** Both GPU indexes of one GPU in full: included providers and exclusions. */
export type GpuIndex = { gpuId: string; kinds: Record<IndexKind, MarketIndex> };

/** Both GPU indexes of one GPU, figures only. */
export type GpuIndexFigures = { gpuId: string; kinds: Record<IndexKind, IndexFigures> };

type IndexRequest = {
  /** Ids of the offers with a held price. */
  held: readonly string[];
  now: Date;
};

/** Pages ask for all indexes within the same few seconds, in which ages do not change the weights. */
const CACHED_MS = 5000;
/** After computing for this long, the thread answers other questions. */
const MOST_BLOCKED_MS = 8;
type CachedFigures = { revision: number; held: string; atMs: number; figures: Promise<GpuIndexFigures[]> };
const cache = new WeakMap<Market, CachedFigures>();

/**
 * The GPU indexes of every GPU on the current market, ordered by id. Computed in slices, so that the thread answers other
 * questions in between.
 */
export function marketIndexes(market: Market, request: IndexRequest): Promise<GpuIndexFigures[]> {
  const [held, atMs] = [request.held.join(), request.now.getTime()];
  const last = cache.get(market);
  const isSame = last?.revision === market.revision && last.held === held;
  if (last && isSame && Math.abs(atMs - last.atMs) < CACHED_MS) return last.figures;
  const figures = computeInSlices(market, request);
  cache.set(market, { revision: market.revision, held, atMs, figures });
  return figures;
}

async function computeInSlices(market: Market, request: IndexRequest): Promise<GpuIndexFigures[]> {
  const [rowsByGpu, toOffers] = [rowsOf(market, null), offerMaker(market, request)];
  const gpuIds = [...rowsByGpu.keys()].sort();
  const figures: GpuIndexFigures[] = [];
  let startedAt = performance.now();
  for (const gpuId of gpuIds) {
    const { on_demand, spot } = toOffers(rowsByGpu.get(gpuId) ?? []);
    figures.push({ gpuId, kinds: { on_demand: indexFiguresOf(on_demand), spot: indexFiguresOf(spot) } });
    if (performance.now() - startedAt < MOST_BLOCKED_MS) continue;
    await setImmediate();
    startedAt = performance.now();
  }
  return figures;
}

/** Both GPU indexes of one GPU; empty without offers. */
export function gpuIndex(market: Market, gpuId: string, request: IndexRequest): GpuIndex {
  const rows = rowsOf(market, gpuId).get(gpuId) ?? [];
  const { on_demand, spot } = offerMaker(market, request)(rows);
  return { gpuId, kinds: { on_demand: marketIndexOf(on_demand), spot: marketIndexOf(spot) } };
}

/** Rows of the shown market by GPU, or only those of the given GPU. A row is replaced, never changed. */
function rowsOf({ columns, polledSource }: Market, gpuId: string | null): Map<string, MarketRow[]> {
  const { rows, length, coded, dictionaries } = columns;
  const wanted = gpuId === null ? null : (dictionaries.gpu.codes.get(gpuId) ?? -1);
  const byCode: MarketRow[][] = dictionaries.gpu.words.map(() => []);
  for (let index = 0; index < length; index += 1) {
    const code = coded.gpu[index] ?? -1;
    if (wanted !== null && code !== wanted) continue;
    const row = rows[index];
    if (row && (row.source === "list" || row.source === polledSource)) byCode[code]?.push(row);
  }
  const named = byCode.map((own, code): [string, MarketRow[]] => [dictionaries.gpu.words[code] ?? "", own]);
  return new Map(named.filter(([, own]) => own.length > 0));
}

type ByKind = Record<IndexKind, IndexOffer[]>;

function offerMaker(market: Market, { held, now }: IndexRequest): (rows: readonly MarketRow[]) => ByKind {
  const [weightOf, isHeld] = [weights(market, now), new Set(held)];
  return (rows) => {
    const offers: ByKind = { on_demand: [], spot: [] };
    for (const row of rows)
      offers[row.isSpot ? "spot" : "on_demand"].push(indexOffer(row, weightOf(row), isHeld.has(row.id)));
    return offers;
  };
}

type Age = Pick<IndexOffer, "weight" | "observedAt">;

function indexOffer(row: MarketRow, age: Age, isHeld: boolean): IndexOffer {
  const { id, provider, instanceType, gpuCount, microUsdPerGpuHour, availability, listedOn } = row;
  const stated = { id, provider, instanceType, gpuCount, microUsdPerGpuHour, availability, listedOn };
  return { ...stated, source: priceSourceOf(row), isHeld, weight: age.weight, observedAt: age.observedAt };
}

/** Computes one weight per feed, or per day of a list: thousands of rows share it. */
function weights(market: Market, now: Date): (row: MarketRow) => Age {
  const visible = visibleFeeds(market, now);
  const known = new Map<string, Age>();
  return (row) => {
    const feed = feedKey(row);
    const key = row.listedOn === null ? feed : `${feed} ${row.listedOn}`;
    const age = known.get(key) ?? weigh(market, row, visible.has(feed), now);
    known.set(key, age);
    return age;
  };
}

function weigh(market: Market, row: MarketRow, isVisible: boolean, now: Date): Age {
  const { source, listedOn } = row;
  if (source === "list" && !isVisible) return { weight: "list_behind_feed", observedAt: null };
  const observedAt = source === "list" ? null : (market.feeds.get(feedKey(row))?.lastSuccessAt ?? null);
  const seenAt = observedAt === null ? null : new Date(observedAt);
  return { weight: priceWeight({ source, listedOn, observedAt: seenAt }, now), observedAt };
}
