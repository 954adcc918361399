import { LRUCache } from "lru-cache";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import type { ReferenceDomain } from "@/domain/ranking/reference-domain";
import type { WriteUtilities } from "@/domain/ranking/score-rows";
import type { Columns } from "../../snapshot/columns";
import type { Market } from "../../snapshot/market";
import { utilityReader, utilityWriter } from "./utilities";

/** Of 100,000 offers, the utilities under one question's scales take 4.8 MB. */
const SCALES_KEPT = 4;
/** A question about fewer of the rows costs less than computing all. */
const WORTH_FROM_SHARE = 0.25;
const DAY_MS = 86_400_000;

/**
 * `at` says of which market and day. The arrays are filled again for the next, because fresh memory costs more than the figures.
 * Scales that are asked for only once between two changes of the market are not worth it.
 */
type Kept = { at: string; isFilled: boolean; utilities: Float64Array[] };

const kept = new WeakMap<Market, LRUCache<string, Kept>>();

/**
 * The utilities of the rows of a question. Those of all rows are kept until the market changes: questions that differ in price,
 * place, stock or seller alone are measured by the same scales.
 *
 * @returns a reader for use at once: the memory behind it changes with the market.
 */
export function keptUtilities(
  market: Market,
  rows: Uint32Array,
  domain: ReferenceDomain,
  now: Date,
): WriteUtilities {
  const { columns, revision } = market;
  if (rows.length < columns.length * WORTH_FROM_SHARE) return utilityWriter(columns, rows, domain, now);
  const ofMarket = kept.get(market) ?? new LRUCache<string, Kept>({ max: SCALES_KEPT });
  kept.set(market, ofMarket);
  const scales = JSON.stringify(domain.scales);
  // A price ranks dearer by whole days.
  const at = `${revision} ${Math.floor(now.getTime() / DAY_MS)}`;
  const known = ofMarket.get(scales);
  if (known?.at !== at) {
    ofMarket.set(scales, { at, isFilled: false, utilities: known?.utilities ?? [] });
    return utilityWriter(columns, rows, domain, now);
  }
  if (!known.isFilled) fillAll(columns, known.utilities, domain, now);
  known.isFilled = true;
  return utilityReader(known.utilities, rows);
}

function fillAll(columns: Columns, utilities: Float64Array[], domain: ReferenceDomain, now: Date): void {
  const count = columns.length;
  criterionIds.forEach((_, place) => {
    // Room for a tenth more, so that a growing market does not ask for new memory each time.
    if ((utilities[place]?.length ?? 0) < count) utilities[place] = new Float64Array(Math.ceil(count * 1.1));
  });
  const everyRow = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) everyRow[row] = row;
  utilityWriter(columns, everyRow, domain, now)(utilities, 0, count);
}
