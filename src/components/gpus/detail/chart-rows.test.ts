import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { IndexPoint } from "@/domain/price/index-history";
import { chartRowsOf } from "./chart-rows";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 10, minute)).toISOString();
const point = (minute: number, usd: number | null): IndexPoint => {
  const price = usd === null ? null : microUsd(usd * 1e6);
  return {
    at: at(minute),
    median: price,
    trimmedMean: price,
    low: price,
    high: price,
    sources: 3,
    offers: 3,
  };
};

describe("chartRowsOf", () => {
  it("treats each line separately: a gap in one does not break the other", () => {
    const rows = chartRowsOf(
      {
        on_demand: [point(0, 2), point(15, null), point(45, 3)],
        spot: [point(0, 1), point(30, 1.5)],
      },
      at(50),
    );
    expect(
      rows.map(({ at: time, solid, dashed }) => [
        new Date(time).getUTCMinutes(),
        solid && solid.median / 1e6,
        dashed && dashed.median / 1e6,
      ]),
    ).toEqual([
      [0, 2, 1],
      [15, null, 1],
      [30, null, 1.5],
      [45, 3, 1.5],
      [50, 3, 1.5],
    ]);
  });

  it("gives null before a line begins, and for empty histories", () => {
    expect(chartRowsOf({ on_demand: [point(15, 2)], spot: [point(0, 1)] }, at(20))[0]).toMatchObject({
      solid: null,
      dashed: { median: 1e6 },
    });
    expect(chartRowsOf({ on_demand: [], spot: [] }, at(20))).toMatchObject([{ solid: null, dashed: null }]);
  });
});
