import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topsis } from "./topsis";
import type { Direction } from "./topsis-columns";

type Problem = { columns: number[][]; weights: number[]; directions: Direction[] };

const RESULT_BITS = 200n;

describe("agrees to 1e-12 with exact integer arithmetic", () => {
  const near = 1 + Number.EPSILON;
  const cases: [string, number[][], Direction[]?][] = [
    [
      "values near 1e200",
      [
        [1e200, 3e200, 2e200],
        [5, 4, 9],
      ],
    ],
    [
      "values near 1e-200",
      [
        [1e-200, 3e-200, 2e-200],
        [5, 4, 9],
      ],
    ],
    [
      "the greatest double, both signs",
      [
        [Number.MAX_VALUE, -Number.MAX_VALUE, 1],
        [5, 4, 9],
      ],
    ],
    [
      "the smallest doubles",
      [
        [5e-324, 2e-323, 1e-323],
        [1, 2, 1],
      ],
    ],
    ["the smallest doubles alone", [[5e-324, 2e-323, 1e-323]]],
    ["differences of one ulp", [[1, near, 1 + 2 * Number.EPSILON]]],
    [
      "differences of one ulp and an ordinary column",
      [
        [1, near, 1 + 2 * Number.EPSILON],
        [3, 2, 1],
      ],
    ],
    [
      "offsets of 1.7e9",
      [
        [1.7e9 + 0.25, 1.7e9 + 0.5, 1.7e9 + 0.125],
        [1.7e9 + 3, 1.7e9 + 1, 1.7e9 + 2],
      ],
      ["cost", "benefit"],
    ],
    [
      "1e200 and 1e-200 in one column",
      [
        [1e200, 1e-200, -1e200, 0],
        [1e-200, 2e-200, 3e-200, -1e-200],
      ],
    ],
    [
      "rows that are best on one criterion and worst on the other",
      [
        [0, 1, 0.5],
        [1, 0, 0.5],
      ],
      ["cost", "cost"],
    ],
  ];

  it.each(cases)("%s", (_, columns, directions = columns.map(() => "benefit" as const)) => {
    for (const weights of [columns.map(() => 1), columns.map((__, index) => 0.1 + 0.3 * index)]) {
      expectExact({ columns, weights, directions });
    }
  });

  it("any finite doubles", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    const columns = fc
      .integer({ min: 2, max: 6 })
      .chain((rows) =>
        fc.array(fc.array(finite, { minLength: rows, maxLength: rows }), { minLength: 1, maxLength: 4 }),
      );
    const side = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(columns, side, (values, isCost) => {
        const directions = values.map((__, index): Direction => (isCost[index] ? "cost" : "benefit"));
        expectExact({ columns: values, weights: values.map((__, index) => index + 1), directions });
      }),
      { numRuns: 300 },
    );
  });

  it("a hundred thousand rows", () => {
    const columns = [0.37, 0.71].map((step) =>
      Array.from({ length: 100_000 }, (__, row) => 1.7e9 + ((row * step) % 1)),
    );
    expectExact({ columns, weights: [2, 3], directions: ["cost", "benefit"] }, [0, 1, 49_999, 99_999]);
  });
});

it("distinguishes rows whose squared distance to the anti-ideal would underflow", () => {
  const { closeness, rank } = topsis({
    columns: [[1, 0, 1e-200, 2e-200]],
    weights: [1],
    directions: ["benefit"],
  });
  expect([...rank]).toEqual([1, 4, 3, 2]);
  expect((closeness[3] ?? 0) / 2e-200).toBeCloseTo(1, 12);
});

function expectExact(problem: Problem, rows = [...(problem.columns[0] ?? []).keys()]): void {
  const { closeness } = topsis(problem);
  const exact = exactCloseness(problem, rows);
  rows.forEach((row, place) => {
    expect(Math.abs((closeness[row] ?? 2) - (exact[place] ?? -2))).toBeLessThan(1e-12);
  });
}

/** TOPSIS with vector normalisation on rational numbers; only the last square root is truncated, at 200 bits. */
function exactCloseness({ columns, weights, directions }: Problem, rows: number[]): number[] {
  const terms = columns.flatMap((column, index) => {
    const values = column.map(toInteger);
    const [lowest, highest] = values.reduce(
      ([low, high], value): [bigint, bigint] => [value < low ? value : low, value > high ? value : high],
      [values[0] ?? 0n, values[0] ?? 0n],
    );
    const squares = values.reduce((sum, value) => sum + value * value, 0n);
    const [ideal, antiIdeal] = directions[index] === "benefit" ? [highest, lowest] : [lowest, highest];
    return squares === 0n
      ? []
      : [{ values, ideal, antiIdeal, squares, weight: toInteger(weights[index] ?? 0) }];
  });
  const squaredDistance = (row: number, side: "ideal" | "antiIdeal") =>
    terms.reduce((sum, term) => {
      const difference = term.weight * ((term.values[row] ?? 0n) - term[side]);
      const others = terms.reduce(
        (product, other) => (other === term ? product : product * other.squares),
        1n,
      );
      return sum + difference * difference * others;
    }, 0n);
  return rows.map((row) =>
    ratioToCloseness(squaredDistance(row, "ideal"), squaredDistance(row, "antiIdeal")),
  );
}

function ratioToCloseness(far: bigint, near: bigint): number {
  if (near === 0n) return far === 0n ? 0.5 : 0;
  const root = squareRoot((far << (2n * RESULT_BITS)) / near);
  const one = 1n << RESULT_BITS;
  return Number((one << 60n) / (one + root)) / 2 ** 60;
}

/** Every finite double is a whole multiple of 2^-1074. */
function toInteger(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const fraction = word & 0xfffffffffffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -magnitude : magnitude;
}

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
