import { holdOf, quantiles, timesOf } from "../../../../scripts/bench/measure";
import { report, reportAnchor } from "../../../../scripts/bench/report";
import type { Market } from "../snapshot/market";
import { sampleMarket } from "../snapshot/sample.double";
import { gpuIndex, marketIndexes } from "./market-indexes";

/**
 * Both GPU indexes of every GPU over 100,000 offers, as the market thread computes them: how long it takes, and how long the
 * thread is blocked meanwhile. Anchor: sorting and summing one column of the same 100,000 prices.
 */
const OFFERS = 100_000;
const ROUNDS = 60;
const MOST_BLOCKED_P95_MS = 50;
const MOST_TIMES_ANCHOR = 15;
const now = new Date("2026-11-01T00:00:00Z");

const market = sampleMarket(OFFERS, now);
const anchorTimes = quantiles(timesOf(() => sortAndSum(market), { rounds: ROUNDS }));
const one = quantiles(timesOf(() => gpuIndex(market, "h100-sxm-80", { held: [], now }), { rounds: ROUNDS }));
const runs: Awaited<ReturnType<typeof holdOf>>[] = [];
for (let round = 0; round < ROUNDS; round += 1)
  runs.push(await holdOf(() => marketIndexes(changed(), { held: [], now })));
const [first] = await marketIndexes(market, { held: [], now });
if (!first || Number.isNaN(first.kinds.on_demand.weight)) throw new Error("there is no index to measure");

const anchor = { name: "one column sorted and summed, p50", value: anchorTimes.p50 };
reportAnchor(`GPU index over ${OFFERS.toLocaleString("en")} offers`, anchor);
const total = quantiles(runs.map(({ totalMs }) => totalMs));
const hold = quantiles(runs.map(({ longestHoldMs }) => longestHoldMs));
report({
  name: "index: every GPU, both kinds, p50",
  value: total.p50,
  unit: "ms",
  anchor,
  bound: {
    text: `at most ${MOST_TIMES_ANCHOR} x the anchor`,
    isHeld: total.p50 <= MOST_TIMES_ANCHOR * anchor.value,
  },
});
report({
  name: "index: longest hold of the thread, p50",
  value: hold.p50,
  unit: "ms",
  anchor,
  note: `p95 ${hold.p95.toFixed(1)} ms`,
  bound: { text: `p95 at most ${MOST_BLOCKED_P95_MS} ms`, isHeld: hold.p95 <= MOST_BLOCKED_P95_MS },
});
report({ name: "index: one GPU with who counts, p50", value: one.p50, unit: "ms", anchor });

function sortAndSum({ columns }: Market): number {
  return columns.numbers.price
    .slice(0, columns.length)
    .sort()
    .reduce((sum, price) => sum + price, 0);
}

/** The market as after a change, so that no cached result is used. */
function changed(): Market {
  market.revision += 1;
  return market;
}
