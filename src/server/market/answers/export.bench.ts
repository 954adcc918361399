import { parseSearch } from "@/domain/offer/offer-search";
import { csvOf } from "@/server/rest/csv";
import { offerRecord, recordOfOffer } from "@/server/rest/records/offer";
import { holdOf, quantiles, timesOf } from "../../../../scripts/bench/measure";
import { report, reportAnchor } from "../../../../scripts/bench/report";
import { sampleMarket } from "../snapshot/sample.double";
import { closeExport, nextExportRows, openExport } from "./export";
import type { OfferHit } from "./search";

/**
 * The whole market of 100,000 offers as a file, opened after a change, so that nothing is cached: how long the thread that answers
 * everybody's questions is held at once, and how long web is held by one portion of CSV. Anchor: sorting and summing one column.
 */
const OFFERS = 100_000;
const ROUNDS = 40;
const PORTION = 500;
const PORTIONS = 20;
const MOST_HELD_P95_MS = 50;
const now = new Date("2026-11-01T00:00:00Z");

const market = sampleMarket(OFFERS, now);
const sorted = () =>
  market.columns.numbers.price
    .slice(0, OFFERS)
    .sort()
    .reduce((sum, price) => sum + price, 0);
const anchor = {
  name: "one column sorted and summed, p50",
  value: quantiles(timesOf(sorted, { rounds: ROUNDS })).p50,
};
reportAnchor(`export of ${OFFERS.toLocaleString("en")} offers`, anchor);

let portion: OfferHit[] = [];
for (const sort of ["score", "price", "throughput"]) {
  const opened: number[] = [];
  const read: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    market.revision += 1;
    let cursor = 0;
    const { search } = parseSearch({ sort });
    const opening = await holdOf(async () => {
      ({ cursor } = await openExport(market, search, now));
    });
    opened.push(opening.longestHoldMs);
    for (let taken = 0; taken < PORTIONS; taken += 1) {
      const reading = await holdOf(async () => {
        portion = await nextExportRows(cursor, PORTION);
      });
      read.push(reading.longestHoldMs);
    }
    closeExport(cursor);
  }
  reportHold(`export by ${sort}: longest hold while it opens`, opened);
  reportHold(`export by ${sort}: longest hold while ${PORTION} offers are read`, read);
}

const records = portion.map((hit) => recordOfOffer({ ...hit, heldPrice: null }));
const written: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) written.push((await holdOf(writeCsv)).longestHoldMs);
reportHold(`export: ${PORTION} offers as CSV`, written);

async function writeCsv(): Promise<void> {
  async function* once() {
    yield records;
  }
  for await (const text of csvOf(offerRecord, once())) if (text === "") throw new Error("there are no lines");
}

function reportHold(name: string, holds: readonly number[]): void {
  const { p50, p95 } = quantiles(holds);
  report({
    name: `${name}, p95`,
    value: p95,
    unit: "ms",
    anchor,
    note: `p50 ${p50.toFixed(1)} ms`,
    bound: { text: `p95 at most ${MOST_HELD_P95_MS} ms`, isHeld: p95 <= MOST_HELD_P95_MS },
  });
}
