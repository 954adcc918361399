import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { IndexMove, IndexPoint } from "@/domain/price/index-history";
import { chartRowsOf, moveRowsOf, stretchesOf } from "./chart-rows";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 10, minute)).toISOString();
const point = (minute: number, usd: number | null): IndexPoint => {
  const price = usd === null ? null : microUsd(usd * 1e6);
  return {
    at: at(minute),
    median: price,
    trimmedMean: price,
    lowerQuartile: price,
    upperQuartile: price,
    low: price,
    high: price,
    sources: 3,
    offers: 3,
    sourceNames: null,
    chain: null,
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
      [15, 2, 1],
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

const move = (minute: number, level: number | null, changed: Partial<IndexMove> = {}): IndexMove => ({
  at: at(minute),
  level,
  came: [],
  left: [],
  sources: level === null ? null : 3,
  isBase: false,
  ...changed,
});

describe("moveRowsOf", () => {
  it("has both levels at every instant, and what happened only at its own", () => {
    const came = move(15, 101, { came: ["vultr"], sources: 4 });
    const rows = moveRowsOf(
      { on_demand: [move(0, 100), came], spot: [move(5, 100), move(20, null)] },
      at(30),
    );
    expect(
      rows.map(({ at: time, solid, dashed }) => [new Date(time).getUTCMinutes(), solid, dashed]),
    ).toEqual([
      [0, 100, null],
      [5, 100, 100],
      [15, 101, 100],
      [20, 101, 100],
      [20, 101, null],
      [30, 101, null],
    ]);
    expect(rows.map(({ moves }) => moves.on_demand?.came ?? null)).toEqual([
      [],
      null,
      ["vultr"],
      null,
      null,
      null,
    ]);
  });
});

describe("a chain that begins anew", () => {
  it("is not joined to the one before", () => {
    const rows = moveRowsOf({ on_demand: [move(0, 120), move(15, 100, { isBase: true })], spot: [] }, at(20));
    expect(rows.map(({ solid }) => solid)).toEqual([120, 120, null, 100, 100]);
  });
});

describe("stretchesOf", () => {
  it("cuts the time where a source comes or leaves and around a gap, even when another takes its place", () => {
    const moves = [
      move(0, 100),
      move(5, 102),
      move(10, 102, { came: ["vultr"], left: ["lambda"] }),
      move(20, null),
      move(30, 101),
    ];
    expect(
      stretchesOf(moves, at(40)).map(({ from, to, sources, came }) => [
        new Date(from).getUTCMinutes(),
        new Date(to).getUTCMinutes(),
        sources,
        came,
      ]),
    ).toEqual([
      [0, 10, 3, []],
      [10, 20, 3, ["vultr"]],
      [20, 30, null, []],
      [30, 40, 3, []],
    ]);
    expect(stretchesOf([], at(40))).toEqual([]);
  });
});
