import { describe, expect, it } from "vitest";
import { periodRowsOf, pricePeriods, priceSpanOf, stepRowsOf } from "./price-periods";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 5, minute)).toISOString();
const ms = (minute: number) => Date.parse(at(minute));
const point = (minute: number, microUsdPerGpuHour: number | null) => ({ at: at(minute), microUsdPerGpuHour });

const points = [
  point(0, null),
  point(5, 100),
  point(10, 100),
  point(15, 120),
  point(20, null),
  point(30, 90),
  point(40, 90),
];
const periods = pricePeriods(points, at(40));

describe("pricePeriods", () => {
  it("joins equal prices and keeps gaps", () => {
    expect(periods).toEqual([
      { from: ms(0), to: ms(5), microUsdPerGpuHour: null },
      { from: ms(5), to: ms(15), microUsdPerGpuHour: 100 },
      { from: ms(15), to: ms(20), microUsdPerGpuHour: 120 },
      { from: ms(20), to: ms(30), microUsdPerGpuHour: null },
      { from: ms(30), to: ms(40), microUsdPerGpuHour: 90 },
    ]);
  });

  it("returns no periods for no points", () => expect(pricePeriods([], at(40))).toEqual([]));
});

describe("stepRowsOf", () => {
  it("extends each price to the end of its period and breaks the line at a gap", () => {
    expect(stepRowsOf(periods.slice(2))).toEqual([
      { at: ms(15), value: 120 },
      { at: ms(20), value: 120 },
      { at: ms(20), value: null },
      { at: ms(30), value: 90 },
      { at: ms(40), value: 90 },
    ]);
  });
});

describe("priceSpanOf", () => {
  it("counts price changes, not gaps", () =>
    expect(priceSpanOf(periods)).toEqual({ low: 90, high: 120, changes: 2 }));
  it("is null when no price is known", () =>
    expect(priceSpanOf(pricePeriods([point(0, null)], at(9)))).toBeNull());
});

describe("periodRowsOf", () => {
  it("sorts newest first and compares with the last known price, even across a gap", () => {
    const rows = periodRowsOf(periods);
    expect(rows.map(({ microUsdPerGpuHour }) => microUsdPerGpuHour)).toEqual([90, null, 120, 100, null]);
    expect(rows.map(({ change }) => (change === null ? null : Math.round(change * 100)))).toEqual([
      -25,
      null,
      20,
      null,
      null,
    ]);
  });
});
