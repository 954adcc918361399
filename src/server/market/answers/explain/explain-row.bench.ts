import { parseSearch } from "@/domain/offer/offer-search";
import { quantiles, timesOf } from "../../../../../scripts/bench/measure";
import { report, reportAnchor } from "../../../../../scripts/bench/report";
import { sampleMarket } from "../../snapshot/sample.double";
import { searchMarket } from "../search";
import { explainRow } from "./explain-row";

/**
 * Explanations of rows spread over the whole order of 100,000 offers. Of a set that was just searched, as from the table on the
 * screen; the first one after a change of the market also pays for scoring the set and for its Pareto front. Anchor: one pass that sums a
 * column of as many floats.
 */
const OFFERS = 100_000;
const ROUNDS = 200;
const MOST_P95_MS = 10;
const now = new Date("2026-11-01T00:00:00Z");

const questions = {
  "whole market": {},
  "three GPUs": { gpu: "h100-sxm-80,a100-sxm-80,l40s-48" },
  "whole market by price": { sort: "price" },
};

const market = sampleMarket(OFFERS, now);
const column = Float64Array.from({ length: OFFERS }, (_, index) => index);
const anchor = {
  name: "one pass over as many floats, p50",
  value: quantiles(timesOf(() => column.reduce((sum, one) => sum + one, 0), { rounds: ROUNDS })).p50,
};
reportAnchor(`explanations among ${OFFERS.toLocaleString("en")} offers`, anchor);
for (const [name, parameters] of Object.entries(questions)) {
  const { search } = parseSearch({ ...parameters, limit: "1000" });
  const pages = [1, 2, 5].flatMap((page) => searchMarket(market, { ...search, page }, now).hits);
  const ids = pages.filter((_, index) => index % 7 === 0).map(({ id }) => id);
  let asked = 0;
  const explain = () => explainRow(market, search, ids[asked++ % ids.length] ?? null, now);
  if (explain() === null) throw new Error(`nothing was explained: ${name}`);
  const { p50, p95 } = quantiles(timesOf(explain, { rounds: ROUNDS }));
  report({
    name: `explain a row: ${name}, p95`,
    value: p95,
    unit: "ms",
    anchor,
    note: `p50 ${p50.toFixed(1)} ms`,
    bound: { text: `p95 at most ${MOST_P95_MS} ms`, isHeld: p95 <= MOST_P95_MS },
  });
}
