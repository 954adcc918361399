import { expect, it } from "vitest";
import { parseSearch, sortKeys } from "@/domain/offer/offer-search";
import { putRow } from "../../snapshot/columns";
import { sampleMarket, sampleRow } from "../../snapshot/sample.double";
import { comparatorOf, orderPage } from "./order";
import { rankedSet } from "./ranked-set";

const now = new Date("2026-11-01T00:00:00Z");

/** Every third machine stands there five times at one price, and every seventh offer repeats a list of a year ago. */
function marketWithTies() {
  const market = sampleMarket(5000, now);
  for (let index = 0; index < 5000; index += 3) {
    const { region, ...same } = sampleRow(index - (index % 15), now);
    putRow(market.columns, { ...same, region: `region-${index % 4}`, id: `off_${index}` });
  }
  for (let index = 0; index < 5000; index += 7)
    putRow(market.columns, sampleRow(index, now, { listedOn: "2025-10-01" }));
  return market;
}

it.each(sortKeys.flatMap((sort) => [sort, `-${sort}`]))(
  "sorts everything as the comparison of two offers does: %s",
  (sort) => {
    const market = marketWithTies();
    const { search } = parseSearch({ sort });
    const set = rankedSet(market, search, now);
    const compared = [...set.rows.keys()].sort(comparatorOf(market.columns, set, search));
    expect(set.isPast?.some((flag) => flag === 1)).toBe(true);
    expect([...orderPage(market.columns, set, { ...search, limit: null })]).toEqual(compared);
  },
);
