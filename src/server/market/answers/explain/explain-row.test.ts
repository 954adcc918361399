import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { emptySearch, type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import type { SearchParameters } from "@/domain/search-parameters";
import { putRow } from "../../snapshot/columns";
import type { MarketRow } from "../../snapshot/row";
import { marketOf, sampleEightH100, sampleMarket } from "../../snapshot/sample.double";
import { type OfferHit, searchMarket } from "../search";
import { explainRow, type RowExplanation } from "./explain-row";

const now = new Date("2026-11-01T00:00:00Z");
const search = (parameters: SearchParameters): OfferSearch => parseSearch(parameters).search;

const eight = (index: number, usd: number, more: Partial<MarketRow> = {}) =>
  sampleEightH100(index, usd, now, more);

function explained(found: RowExplanation | null): RowExplanation {
  if (found === null) throw new Error("nothing is explained");
  return found;
}

describe("five 8x H100 SXM that differ in price", () => {
  const rows = [2.2, 2.4, 2.9, 3.1, 3.6].map((usd, index) => eight(index, usd));
  const market = marketOf(now, rows);
  const asked = search({ gpu: "h100-sxm-80", count: "8" });

  it("are explained by price alone: 0 for VRAM, throughput, bandwidth and availability", () => {
    for (const { id } of rows.slice(1)) {
      const { against } = explained(explainRow(market, asked, id, now));
      for (const { parts } of against) {
        expect(parts[0]).toBeLessThan(0);
        expect(parts.slice(1)).toEqual([0, 0, 0, 0, 0]);
      }
    }
  });

  it("names the place, the first and the one above, and adds up to the scores of the rows", () => {
    const { hits } = searchMarket(market, asked, now);
    const { place, against, offer } = fieldsOf(explained(explainRow(market, asked, rows[2]?.id ?? "", now)));
    expect([place, against.map((one) => [one.as, one.offer.id, one.offer.place])]).toEqual([
      3,
      [
        ["first", rows[0]?.id, 1],
        ["above", rows[1]?.id, 2],
      ],
    ]);
    for (const { parts, offer: other } of against) {
      const sum = parts.reduce((total, part) => total + part, 0);
      expect(Math.abs(sum - (offer.score - other.score))).toBeLessThan(1e-12);
    }
    expect(offer).toMatchObject(figuresOf(hits[2]));
  });

  it("names the exact price at which each would be first", () => {
    for (const row of rows.slice(1)) {
      const at = explained(explainRow(market, asked, row.id, now)).price?.switchMicroUsdPerGpuHour ?? 0;
      const firstAt = (price: number) => {
        const changed = marketOf(
          now,
          rows.map((one) => (one === row ? { ...one, microUsdPerGpuHour: microUsd(price) } : one)),
        );
        return searchMarket(changed, asked, now).hits[0]?.id;
      };
      expect(firstAt(at)).toBe(row.id);
      expect(firstAt(at + 5)).toBe(rows[0]?.id);
    }
  });

  it("explains the first against the second, and up to which price it stays first", () => {
    const first = explained(explainRow(market, asked, null, now));
    expect(first.offer.id).toBe(rows[0]?.id);
    expect(first.against.map(({ as, offer }) => [as, offer.id])).toEqual([["second", rows[1]?.id]]);
    expect((first.price?.switchMicroUsdPerGpuHour ?? 0) / 1e6).toBeCloseTo(2.4, 4);
  });
});

describe("two of the same score, of which the cheaper is first", () => {
  const alike = (index: number, usd: number) => eight(index, usd, { region: "us" });
  const rows = [alike(1, 2), alike(2, 3)];
  const asked = search({ gpu: "h100-sxm-80", weights: "vram:1" });
  const switchOf = (one: MarketRow[], id = "") =>
    explained(explainRow(marketOf(now, one), asked, id, now)).price?.switchMicroUsdPerGpuHour;

  it("change places by price, though the price has no weight", () => {
    expect(switchOf(rows, rows[1]?.id)).toBe(1_999_999);
    // At the same price, in the same region, the id decides.
    expect(switchOf(rows, rows[0]?.id)).toBe(3_000_000);
    expect(switchOf([alike(2, 2), alike(1, 3)], alike(2, 2).id)).toBe(2_999_999);
  });

  it("and keep them up to its own price where the prices are equal", () => {
    expect(switchOf([alike(1, 2), alike(2, 2)], alike(1, 2).id)).toBe(2_000_000);
    expect(switchOf([alike(1, 2), alike(2, 2)], alike(2, 2).id)).toBe(1_999_999);
  });
});

describe("weights", () => {
  const market = sampleMarket(400, now);

  it("each weight named puts the offer first, or another in its place", () => {
    const wanted = search({ limit: "100" });
    let checked = 0;
    for (const { id } of searchMarket(market, wanted, now).hits) {
      const { weightSwitches, weights } = explained(explainRow(market, wanted, id, now));
      for (const { criterion, side, weight, newFirst } of weightSwitches) {
        const beyond = Math.min(Math.max(weight + (side === "above" ? 1e-6 : -1e-6), 0), 1);
        const rest = 1 - weights[criterion];
        const moved = Object.fromEntries(
          criterionIds.map((one) => [one, one === criterion ? beyond : (weights[one] * (1 - beyond)) / rest]),
        ) as typeof weights;
        const [first] = searchMarket(market, { ...wanted, weights: moved }, now).hits;
        expect(first?.id).toBe(newFirst?.id ?? id);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(10);
  });

  it("says none for a criterion that separates nobody", () => {
    const rows = [eight(1, 2, { reliability: 0.91 }), eight(2, 3, { reliability: 0.999 })];
    const { weightSwitches } = explained(
      explainRow(marketOf(now, rows), search({ gpu: "h100-sxm-80" }), rows[1]?.id ?? "", now),
    );
    expect(weightSwitches.map(({ criterion }) => criterion)).toContain("reliability");
    expect(weightSwitches.map(({ criterion }) => criterion)).not.toContain("throughput");
  });
});

describe("the order on the screen", () => {
  const market = sampleMarket(200, now);

  it.each(["score", "price", "hourly", "-vram", "throughput", "-score"])(
    "by %s gives the places of the page",
    (sort) => {
      const wanted = search({ sort, limit: "200" });
      const { hits } = searchMarket(market, wanted, now);
      for (const place of [1, 2, 7, 150]) {
        const found = explained(explainRow(market, wanted, hits[place - 1]?.id ?? "", now));
        expect([found.offer.place, found.order]).toEqual([place, wanted.sort]);
        const other = found.against[0]?.offer.id;
        expect(other).toBe(place === 1 ? hits[1]?.id : hits[0]?.id);
        if (place > 2) expect(found.against[1]?.offer.id).toBe(hits[place - 2]?.id);
        if (sort !== "score") expect([found.price, found.weightSwitches]).toEqual([null, []]);
      }
    },
  );

  it("is not explained for groups, nor for an offer that is not among the results", () => {
    const [hit] = searchMarket(market, emptySearch, now).hits;
    expect(explainRow(market, search({ group: "gpu" }), hit?.id ?? "", now)).toBeNull();
    expect(explainRow(market, search({ price: "..0.0001" }), hit?.id ?? "", now)).toBeNull();
    expect(explainRow(market, emptySearch, `off_${"f".repeat(32)}`, now)).toBeNull();
    expect(explainRow(market, search({ gpu: "no-such-gpu" }), null, now)).toBeNull();
  });
});

describe("in the order by price", () => {
  const asked = search({ sort: "price" });
  const rows = [
    eight(1, 3.99, { region: "a", microUsdPerMachineHour: microUsd(31_920_000) }),
    eight(2, 3.99, { region: "b", microUsdPerMachineHour: microUsd(31_920_000) }),
    eight(3, 4.5, { region: "a" }),
  ];
  const why = (index: number, among = rows) =>
    explained(explainRow(marketOf(now, among), asked, among[index]?.id ?? "", now));
  const tiesOf = (found: RowExplanation) => found.against.map(({ as, tieBreak }) => [as, tieBreak]);

  it("names what decides between equal prices", () => {
    expect(tiesOf(why(0))).toEqual([["second", "region"]]);
    expect(tiesOf(why(1))).toEqual([["first", "region"]]);
    expect(tiesOf(why(2))).toEqual([
      ["first", null],
      ["above", null],
    ]);
    const [first, second] = rows;
    if (!first || !second) throw new Error("no rows");
    expect(tiesOf(why(1, [first, { ...second, isSpot: true }]))).toEqual([["first", "pricing"]]);
    expect(tiesOf(why(1, [first, { ...second, region: "a" }]))).toEqual([["first", "id"]]);
  });

  it("names the highest price at which each would be first", () => {
    for (const [index, row] of rows.entries()) {
      const at = why(index).switchInPriceOrder ?? 0;
      const firstAt = (usd: number) =>
        searchMarket(
          marketOf(
            now,
            rows.map((one) =>
              one === row
                ? {
                    ...one,
                    microUsdPerGpuHour: microUsd(usd),
                    microUsdPerMachineHour: microUsd(usd * one.gpuCount),
                  }
                : one,
            ),
          ),
          asked,
          now,
        ).hits[0]?.id;
      expect([firstAt(at) === row.id, firstAt(at + 1) === row.id]).toEqual([true, false]);
    }
  });
});

it("names no price and no weight for an offer whose price is history", () => {
  const past = eight(1, 0.5, { source: "list", provider: "aws", listedOn: "2025-10-01", isSpot: true });
  const market = marketOf(now, [past, eight(2, 3)]);
  const found = explained(explainRow(market, emptySearch, past.id, now));
  expect(found.offer).toMatchObject({ place: 2, isPast: true });
  expect([found.price, found.weightSwitches]).toEqual([null, []]);
  putRow(market.columns, eight(3, 9));
  market.revision += 1;
  const first = explained(explainRow(market, emptySearch, null, now));
  expect(first.against[0]?.offer.id).toBe(eight(3, 9).id);
});

/** The figures of a row, without what only the table shows. */
function figuresOf(hit: OfferHit | undefined): Partial<OfferHit> {
  if (!hit) throw new Error("there is no such row");
  const { dominatedBy: _dominatedBy, ...figures } = hit;
  return figures;
}

function fieldsOf({ offer, against }: RowExplanation) {
  return { place: offer.place, offer, against };
}
