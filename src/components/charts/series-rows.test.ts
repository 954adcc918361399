import { describe, expect, it } from "vitest";
import { heldToGaps, isKnown, seriesRows } from "./series-rows";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 9, minute)).toISOString();

describe("seriesRows", () => {
  it("draws a lone price up to its gap: a list stands for its day", () => {
    const rows = seriesRows([
      {
        id: "a",
        points: [
          { at: at(0), value: 3 },
          { at: at(10), value: null },
        ],
      },
    ]);
    expect(rows.map((row) => [new Date(row.at).getUTCMinutes(), row.a])).toEqual([
      [0, 3],
      [10, 3],
      [10, null],
    ]);
    expect(rows.map(isKnown)).toEqual([true, true, false]);
  });

  it("adds nothing where a line goes on", () => {
    const points = [1, 2].map((value) => ({ at: at(value), value }));
    expect(seriesRows([{ id: "a", points }])).toHaveLength(2);
  });
});

describe("heldToGaps", () => {
  it("repeats only the line that ends", () => {
    const rows = [
      { at: 0, a: 1, b: 5 },
      { at: 1, a: null, b: 6 },
    ];
    expect(heldToGaps<{ at: number; a: number | null; b: number }>(rows, ["a", "b"])).toEqual([
      rows[0],
      { at: 1, a: 1, b: 6 },
      rows[1],
    ]);
  });
});
