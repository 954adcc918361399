import { logOfAgeFactor, SPOT_PAST_AFTER_MS } from "@/domain/offer/price-age";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import {
  type CriterionScale,
  type ReferenceDomain,
  UNKNOWN_UTILITY,
} from "@/domain/ranking/reference-domain";
import type { Columns } from "../snapshot/columns";
import type { Market } from "../snapshot/market";

export const DAY_MS = 86_400_000;

/** The utilities of rows under the scales of a question, one column per criterion, aligned with `rows`. */
export function utilitiesOfRows(
  columns: Columns,
  rows: Uint32Array,
  { scales }: ReferenceDomain,
  now: Date,
): Float64Array[] {
  return criterionIds.map((id, place) => {
    const [scale, measures] = [scales[id], columns.measures[place]];
    const utilities = new Float64Array(rows.length);
    if (scale === null || measures === undefined) return utilities.fill(UNKNOWN_UTILITY);
    if (id === "price") priceUtilities(utilities, columns, rows, measures, scale, now);
    else plainUtilities(utilities, rows, measures, scale);
    return utilities;
  });
}

function plainUtilities(
  utilities: Float64Array,
  rows: Uint32Array,
  measures: Float64Array,
  scale: CriterionScale,
): void {
  // `utilityOf` written out: called for each of 600,000 figures, it would take half of a search.
  const { offset, slope, least, most } = scale;
  for (let position = 0; position < rows.length; position += 1) {
    const utility = offset + slope * (measures[rows[position] as number] as number);
    utilities[position] = Number.isNaN(utility) ? UNKNOWN_UTILITY : Math.min(Math.max(utility, least), most);
  }
}

function priceUtilities(
  utilities: Float64Array,
  columns: Columns,
  rows: Uint32Array,
  measures: Float64Array,
  scale: CriterionScale,
  now: Date,
): void {
  const { listed } = columns.numbers;
  const { offset, slope, least, most } = scale;
  const ageLogs = new Map<number, number>();
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position] as number;
    const ageLog = Number.isNaN(listed[row] as number) ? 0 : ageLogOf(columns, row, now, ageLogs);
    const utility = offset + slope * ((measures[row] as number) + ageLog);
    utilities[position] = Math.min(Math.max(utility, least), most);
  }
}

/** By how much the price of a row ranks dearer for its age, as a logarithm; lists have few days, so each is computed once. */
export function ageLogOf(
  columns: Columns,
  row: number,
  now: Date,
  known = new Map<number, number>(),
): number {
  const listed = columns.numbers.listed[row] as number;
  if (Number.isNaN(listed)) return 0;
  const found = known.get(listed);
  if (found !== undefined) return found;
  const days = Math.max(0, Math.floor((now.getTime() - listed) / DAY_MS));
  const ageLog = logOfAgeFactor(days);
  known.set(listed, ageLog);
  return ageLog;
}

/** Marks the rows whose price is history (`isPast` of `domain/offer/price-age`), aligned with `rows`; null if none is. */
export function pastRows(market: Market, rows: Uint32Array, now: Date): Uint8Array | null {
  const { coded, dictionaries, numbers } = market.columns;
  const isSpot = dictionaries.pricing.words.map((word) => word === "spot");
  const observed = dictionaries.feed.words.map((key) => observedMs(market, key));
  const flags = new Uint8Array(rows.length);
  let found = 0;
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position] as number;
    if (!isSpot[coded.pricing[row] as number]) continue;
    const listed = numbers.listed[row] as number;
    const at = Number.isNaN(listed) ? (observed[coded.feed[row] as number] as number) : listed;
    if (now.getTime() - at <= SPOT_PAST_AFTER_MS) continue;
    flags[position] = 1;
    found += 1;
  }
  return found > 0 ? flags : null;
}

/** When a feed last answered; never for a list. */
function observedMs({ feeds }: Market, key: string): number {
  const feed = feeds.get(key);
  const at = feed && feed.source !== "list" ? feed.lastSuccessAt : null;
  return at === null || at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at);
}
