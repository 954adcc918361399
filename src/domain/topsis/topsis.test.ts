import { describe, expect, it } from "vitest";
import { AppError } from "@/domain/errors";
import { type TopsisInput, topsis } from "./topsis";
import type { Direction } from "./topsis-columns";

const columnsOf = (rows: number[][]) =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));
const benefits = (count: number): Direction[] => Array.from({ length: count }, () => "benefit");

describe("published examples", () => {
  const climber = columnsOf([
    [1, 3000],
    [2, 3750],
    [5, 4500],
  ]);
  const climberInput: TopsisInput = {
    columns: climber,
    weights: [0.5, 0.5],
    directions: ["cost", "benefit"],
  };

  it("fighter aircraft, Hwang and Yoon 1981, three digits (the book's cost column has a rounding error)", () => {
    const columns = columnsOf([
      [2.0, 1500, 20000, 5.5, 5, 9],
      [2.5, 2700, 18000, 6.5, 3, 5],
      [1.8, 2000, 21000, 4.5, 7, 7],
      [2.2, 1800, 20000, 5.0, 5, 5],
    ]);
    const directions: Direction[] = ["benefit", "benefit", "benefit", "cost", "benefit", "benefit"];
    const { closeness, rank } = topsis({ columns, weights: [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], directions });
    [0.643, 0.268, 0.613, 0.312].forEach((value, row) => {
      expect(Math.abs((closeness[row] ?? 0) - value)).toBeLessThan(0.0015);
    });
    expect([...rank]).toEqual([1, 4, 2, 3]);
  });

  it("Tzeng and Huang 2011, four digits", () => {
    const columns = columnsOf([
      [5, 8, 4],
      [7, 6, 8],
      [8, 8, 6],
      [7, 4, 6],
    ]);
    const { closeness, rank } = topsis({ columns, weights: [0.3, 0.4, 0.3], directions: benefits(3) });
    [0.5037, 0.6581, 0.7482, 0.334].forEach((value, row) => {
      expect(Math.abs((closeness[row] ?? 0) - value)).toBeLessThan(0.0001);
    });
    expect([...rank]).toEqual([3, 2, 1, 4]);
  });

  it("scikit-criteria's unnormalised pair, eight digits", () => {
    const columns = columnsOf([
      [1, 0, 3],
      [0, 5, 6],
    ]);
    const { closeness } = topsis({
      columns,
      weights: [1, 1, 1],
      directions: benefits(3),
      normalization: "none",
    });
    expect(closeness[0]).toBeCloseTo(0.14639248, 8);
    expect(closeness[1]).toBeCloseTo(0.85360752, 8);
  });

  it("pymcdm's docstring: min-max normalisation", () => {
    const { closeness } = topsis({ ...climberInput, normalization: "minmax" });
    expect(Array.from(closeness, (value) => value.toFixed(3))).toEqual(["0.500", "0.617", "0.500"]);
  });

  it("the mountain climber, Opricovic and Tzeng 2004: vector norm puts A1 first, min-max A2", () => {
    expect([...topsis(climberInput).rank]).toEqual([1, 2, 3]);
    expect([...topsis({ ...climberInput, normalization: "minmax" }).rank]).toEqual([2, 1, 2]);
  });
});

describe("edges", () => {
  it("gives equal rows and a single row 0.5 and rank 1, and returns nothing for no rows", () => {
    const input = { weights: [1, 2], directions: benefits(2) };
    const equal = topsis({
      ...input,
      columns: [
        [3, 3, 3],
        [7, 7, 7],
      ],
    });
    expect([...equal.closeness]).toEqual([0.5, 0.5, 0.5]);
    expect([...equal.rank]).toEqual([1, 1, 1]);
    expect([...topsis({ ...input, columns: [[3], [0]] }).closeness]).toEqual([0.5]);
    expect(topsis({ ...input, columns: [[], []] })).toEqual({
      closeness: new Float64Array(),
      rank: new Uint32Array(),
      order: new Uint32Array(),
    });
  });

  it.each([
    ["constant", 5],
    ["all-zero", 0],
  ])("does not change when a column that is %s is added", (_, constant) => {
    const columns = [
      [1, 4, 2, 9],
      [3, 1, 8, 2],
    ];
    const directions: Direction[] = ["cost", "benefit"];
    const without = topsis({ columns, weights: [1, 2], directions });
    const added = columns.concat([[constant, constant, constant, constant]]);
    expect(topsis({ columns: added, weights: [1, 2, 50], directions: [...directions, "benefit"] })).toEqual(
      without,
    );
  });

  it("skips ranks after a tie and sorts ties by row", () => {
    const { rank, order } = topsis({ columns: [[5, 9, 5, 1]], weights: [1], directions: ["benefit"] });
    expect([...rank]).toEqual([2, 1, 2, 4]);
    expect([...order]).toEqual([1, 0, 2, 3]);
  });

  it("accepts negative values", () => {
    const { closeness } = topsis({ columns: [[-4, 0, -1]], weights: [1], directions: ["cost"] });
    expect([...closeness]).toEqual([1, 0, 0.25]);
  });

  it("clamps values beyond a fixed reference", () => {
    const ideal = [{ ideal: 10, antiIdeal: 0 }];
    const input: TopsisInput = {
      columns: [[-5, 0, 2.5, 10, 90]],
      weights: [1],
      directions: ["benefit"],
      ideal,
    };
    for (const normalization of ["none", "minmax", "vector"] as const) {
      expect([...topsis({ ...input, normalization }).closeness]).toEqual([0, 0, 0.25, 1, 1]);
    }
  });

  it("does not write into the caller's columns", () => {
    const column = Float64Array.of(1e300, -5, 90);
    const input: TopsisInput = { columns: [column], weights: [1], directions: ["benefit"] };
    topsis(input);
    topsis({ ...input, ideal: [{ ideal: 10, antiIdeal: 0 }], normalization: "minmax" });
    expect([...column]).toEqual([1e300, -5, 90]);
  });
});

describe("refusals", () => {
  const good: TopsisInput = {
    columns: [
      [1, 2],
      [3, 4],
    ],
    weights: [1, 1],
    directions: benefits(2),
  };
  // A missing value can arrive only by bypassing the type checker, and must not become 0.
  const missing = null as unknown as number;
  const cases: [string, Partial<TopsisInput>, RegExp][] = [
    [
      "NaN",
      {
        columns: [
          [1, 2],
          [3, Number.NaN],
        ],
      },
      /column 1, row 1/,
    ],
    [
      "infinity",
      { columns: [Float64Array.of(1, 2, Number.NEGATIVE_INFINITY), [3, 4, 5]] },
      /column 0, row 2/,
    ],
    [
      "a missing value",
      {
        columns: [
          [1, 2],
          [missing, 4],
        ],
      },
      /column 1, row 0/,
    ],
    ["ragged columns", { columns: [[1, 2], [3]] }, /column 1 has 1 rows/],
    ["no columns", { columns: [], weights: [], directions: [] }, /no columns/],
    ["too few weights", { weights: [1] }, /1 weights/],
    ["too many directions", { directions: benefits(3) }, /3 directions/],
    ["too few references", { ideal: [null] }, /1 ideal/],
    ["a negative weight", { weights: [1, -1] }, /column 1: weight -1/],
    ["a NaN weight", { weights: [Number.NaN, 1] }, /column 0: weight NaN/],
    ["an infinite weight", { weights: [1, Number.POSITIVE_INFINITY] }, /column 1: weight Infinity/],
    ["all-zero weights", { weights: [0, 0] }, /every weight is zero/],
    ["an ideal below its anti-ideal", { ideal: [null, { ideal: 1, antiIdeal: 2 }] }, /column 1: ideal 1/],
    [
      "an ideal that is not a number",
      { ideal: [{ ideal: Number.NaN, antiIdeal: 2 }, null] },
      /column 0: ideal NaN/,
    ],
  ];

  it.each(cases)("%s", (_, change, message) => {
    const call = () => topsis({ ...good, ...change });
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
    expect(call).toThrow(AppError);
  });
});
