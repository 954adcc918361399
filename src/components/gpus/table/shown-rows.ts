import type { GpuRow } from "../index-types";
import type { TableState } from "./table-state";

/**
 * Rows that pass the filters, those sold most and largest first: so they stand among equals of the order that is asked for. The VRAM
 * of a row is the maker's nominal figure, so a bound needs none of the tolerance that the market has for what feeds report.
 */
export function shownRows(
  rows: readonly GpuRow[],
  { vendor, minVramGib }: Pick<TableState, "vendor" | "minVramGib">,
): GpuRow[] {
  return rows
    .filter((row) => vendor === null || row.vendor === vendor)
    .filter((row) => minVramGib === null || (row.vramGib ?? 0) >= minVramGib)
    .sort(byRank);
}

function byRank(a: GpuRow, b: GpuRow): number {
  const [sourcesA, sourcesB] = [a, b].map(({ kinds }) => kinds.on_demand.sources + kinds.spot.sources);
  return (
    (sourcesB ?? 0) - (sourcesA ?? 0) ||
    (b.vramGib ?? 0) - (a.vramGib ?? 0) ||
    a.model.localeCompare(b.model, "en", { numeric: true })
  );
}
