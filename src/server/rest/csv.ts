import { stringify } from "csv-stringify/sync";
import { z } from "zod";

type Cell = string | number | boolean | null;
type Column = { name: string; path: readonly string[] };

/**
 * RFC 4180 lines with a header, from records of one schema: a column for each figure, those of an object within under its name, so
 * that `{ price: { amount_micros } }` is the column `price_amount_micros`. Cells that a spreadsheet would run as a formula are
 * escaped.
 */
export async function* csvOf(
  row: z.ZodObject,
  portions: AsyncIterable<readonly object[]>,
): AsyncGenerator<string> {
  const columns = columnsOf(row);
  yield `${columns.map(({ name }) => name).join(",")}\r\n`;
  for await (const portion of portions) {
    const lines = portion.map((record) => columns.map(({ path }) => cellAt(record, path)));
    yield stringify(lines, {
      record_delimiter: "windows",
      escape_formulas: true,
      cast: { boolean: (value) => String(value) },
    });
  }
}

/** The columns of a record in the order of its schema. A list has no place in a row: a schema with one throws. */
export function columnsOf(schema: z.core.$ZodType, path: readonly string[] = []): Column[] {
  if (schema instanceof z.ZodNullable) return columnsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]) => columnsOf(inner, [...path, key]));
  if (schema instanceof z.ZodArray) throw new Error(`a row of CSV cannot hold the list ${path.join(".")}`);
  return [{ name: path.join("_"), path }];
}

function cellAt(record: object, path: readonly string[]): Cell {
  let value: unknown = record;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return null;
    // One of the record's own keys, as its schema names them.
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
