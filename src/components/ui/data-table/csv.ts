import type { CellValue, DataColumn } from "./column";

/**
 * The rows as RFC 4180 text, a header first, in the order given. Numbers and instants stay raw, and the unit stands in the header.
 * Text that a spreadsheet would run as a formula is escaped. Columns without a value are pictures and are left out.
 */
export async function csvOf<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): Promise<string> {
  // Read when it is needed: most readers never ask for a file.
  const { stringify } = await import("csv-stringify/browser/esm/sync");
  const written = columns.flatMap((column) => {
    const value = column.csv?.value ?? column.value;
    return value ? [{ heading: headingOf(column), value }] : [];
  });
  const cells: CellValue[][] = rows.map((row) => written.map(({ value }) => value(row)));
  return stringify([written.map(({ heading }) => heading), ...cells], {
    record_delimiter: "windows",
    escape_formulas: true,
    cast: { boolean: String },
  });
}

/** Micro-USD as the number of dollars that a file holds: the shortest decimal, exact to the sixth place. */
export function dollarsOf(microUsd: number | null): number | null {
  return microUsd === null ? null : microUsd / 1_000_000;
}

function headingOf<Row>({ heading, unit, csv }: DataColumn<Row>): string {
  const shown = csv?.unit ?? unit;
  return shown === undefined ? heading : `${heading} (${shown})`;
}
