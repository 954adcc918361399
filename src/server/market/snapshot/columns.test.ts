import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { createColumns, putRow, removeRow } from "./columns";
import { sampleRow } from "./sample.double";

const now = new Date("2026-11-01T00:00:00Z");

describe("columns", () => {
  it("contain exactly the current rows after any puts and removals", () => {
    const step = fc.record({
      index: fc.integer({ min: 0, max: 30 }),
      isRemoval: fc.boolean(),
      price: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const columns = createColumns(1);
        const expected = new Map<string, number>();
        for (const { index, isRemoval, price } of steps) {
          const row = sampleRow(index, now, { microUsdPerGpuHour: microUsd(price * 1e6) });
          if (isRemoval) {
            removeRow(columns, row.id);
            expected.delete(row.id);
          } else {
            putRow(columns, row);
            expected.set(row.id, price * 1e6);
          }
        }
        const held = columns.rows.map((row, index) => [row.id, columns.numbers.price[index]]);
        expect(columns.length).toBe(expected.size);
        expect(new Map(held as [string, number][])).toEqual(expected);
        expect(
          [...columns.indexOf.keys()].every((id) => columns.rows[columns.indexOf.get(id) ?? -1]?.id === id),
        ).toBe(true);
      }),
    );
  });
});
