import { priceSourceOf } from "@/domain/offer/offer";
import type { IndexOffer } from "@/domain/price/index-offer";
import { priceWeight } from "@/domain/price/index-weight";
import {
  type IndexFigures,
  type IndexKind,
  indexFiguresOf,
  type MarketIndex,
  marketIndexOf,
  type RecordedIndex,
  recordedIndexOf,
} from "@/domain/price/market-index";
import { feedKey } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { visibleFeeds } from "../snapshot/visible-feeds";
import { openTurns } from "../turns";

/** Both GPU indexes of one GPU in full: included providers and exclusions. */
export type GpuIndex = { gpuId: string; kinds: Record<IndexKind, MarketIndex> };

/** Both GPU indexes of one GPU, figures only. */
export type GpuIndexFigures = { gpuId: string; kinds: Record<IndexKind, IndexFigures> };

/** Both GPU indexes of one GPU with what the next point is linked to. */
export type GpuIndexRecord = { gpuId: string; kinds: Record<IndexKind, RecordedIndex> };

type IndexRequest = {
  /** Ids of the offers with a held price. */
  held: readonly string[];
  now: Date;
};

/** Pages ask for all indexes within the same few seconds, in which ages do not change the weights. */
const CACHED_MS = 5000;
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
  const figures = computeInSlices(market, request, indexFiguresOf);
  cache.set(market, { revision: market.revision, held, atMs, figures });
  return figures;
}

/** {@link marketIndexes} with the sources and offers that count. Not cached. */
export function recordedIndexes(market: Market, request: IndexRequest): Promise<GpuIndexRecord[]> {
  return computeInSlices(market, request, recordedIndexOf);
}

async function computeInSlices<Index>(
  market: Market,
  request: IndexRequest,
  indexOf: (offers: readonly IndexOffer[]) => Index,
): Promise<{ gpuId: string; kinds: Record<IndexKind, Index> }[]> {
  const [rowsByGpu, toOffers] = [rowsOf(market, null), offerMaker(market, request)];
  const gpuIds = [...rowsByGpu.keys()].sort();
  const turns = openTurns();
  await turns.next();
  const indexes: { gpuId: string; kinds: Record<IndexKind, Index> }[] = [];
  for (const gpuId of gpuIds) {
    const { on_demand, spot } = toOffers(rowsByGpu.get(gpuId) ?? []);
    indexes.push({ gpuId, kinds: { on_demand: indexOf(on_demand), spot: indexOf(spot) } });
    await turns.nextIfDue();
  }
  return indexes;
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
  const [ageOf, isHeld] = [ages(market, now), new Set(held)];
  return (rows) => {
    const offers: ByKind = { on_demand: [], spot: [] };
    for (const row of rows)
      offers[row.isSpot ? "spot" : "on_demand"].push(indexOffer(row, ageOf(row), isHeld.has(row.id)));
    return offers;
  };
}

type Age = Pick<IndexOffer, "weight" | "observedAt">;

/** One literal, because a spread of objects takes several times as long and there is one for each offer of the market. */
function indexOffer(row: MarketRow, { weight, observedAt }: Age, isHeld: boolean): IndexOffer {
  return {
    id: row.id,
    provider: row.provider,
    instanceType: row.instanceType,
    region: row.region,
    gpuCount: row.gpuCount,
    microUsdPerGpuHour: row.microUsdPerGpuHour,
    availability: row.availability,
    source: priceSourceOf(row),
    observedAt,
    listedOn: row.listedOn,
    weight,
    isHeld,
  };
}

/** Computes one weight per feed, kind and day of a list: thousands of rows share it. */
function ages(market: Market, now: Date): (row: MarketRow) => Age {
  // The feeds are replaced while an answer in slices waits, and they must be those that `visible` is from.
  const { feeds } = market;
  const visible = visibleFeeds(market, now);
  const shelves = new Map<string, Map<string, Age>>();
  return (row) => {
    // Maps in maps, because joining three texts for each row would take longer than everything else here.
    const shelf = shelfOf(shelves, row.provider);
    const key = row.listedOn === null ? row.source : `${row.source} ${row.isSpot} ${row.listedOn}`;
    const known = shelf.get(key);
    if (known !== undefined) return known;
    const age = weigh(feeds, row, visible.has(feedKey(row)), now);
    shelf.set(key, age);
    return age;
  };
}

function shelfOf(shelves: Map<string, Map<string, Age>>, provider: string): Map<string, Age> {
  const known = shelves.get(provider);
  if (known !== undefined) return known;
  const shelf = new Map<string, Age>();
  shelves.set(provider, shelf);
  return shelf;
}

function weigh(feeds: Market["feeds"], row: MarketRow, isVisible: boolean, now: Date): Age {
  const { source, isSpot, listedOn } = row;
  if (source === "list" && !isVisible) return { weight: "list_behind_feed", observedAt: null };
  const observedAt = source === "list" ? null : (feeds.get(feedKey(row))?.lastSuccessAt ?? null);
  const seenAt = observedAt === null ? null : new Date(observedAt);
  return { weight: priceWeight({ source, isSpot, listedOn, observedAt: seenAt }, now), observedAt };
}
