import type { GpuRow } from "../index-types";
import type { GpuSort, TableState } from "./table-state";

/**
 * Rows that pass the filters, in the state's order; what has no value stands last whichever way the order runs. The VRAM of a row
 * is the maker's nominal figure, so a bound needs none of the tolerance that the market has for what feeds report.
 */
export function shownRows(
  rows: readonly GpuRow[],
  { sort, isFalling, vendor, minVramGib }: TableState,
): GpuRow[] {
  const direction = isFalling ? -1 : 1;
  return rows
    .filter((row) => vendor === null || row.vendor === vendor)
    .filter((row) => minVramGib === null || (row.vramGib ?? 0) >= minVramGib)
    .sort((a, b) => direction * compare(sortValue(a, sort), sortValue(b, sort), direction) || byRank(a, b));
}

type Value = string | number | null;

function sortValue({ model, vendor, vramGib, kinds }: GpuRow, sort: GpuSort): Value {
  const values: Record<GpuSort, Value> = {
    gpu: model,
    vendor,
    vram: vramGib,
    median: kinds.on_demand.median,
    trimmed: kinds.on_demand.trimmedMean,
    spot: kinds.spot.median,
    day: kinds.on_demand.change24h,
    week: kinds.on_demand.change7d,
    sources: kinds.on_demand.sources,
  };
  return values[sort];
}

function compare(a: Value, b: Value, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : direction * (a === null ? 1 : -1);
  if (typeof a === "string" || typeof b === "string")
    return String(a).localeCompare(String(b), "en", { numeric: true });
  return a - b;
}

/** Among equals those sold most and largest first. */
function byRank(a: GpuRow, b: GpuRow): number {
  const [sourcesA, sourcesB] = [a, b].map(({ kinds }) => kinds.on_demand.sources + kinds.spot.sources);
  return (
    (sourcesB ?? 0) - (sourcesA ?? 0) ||
    (b.vramGib ?? 0) - (a.vramGib ?? 0) ||
    a.model.localeCompare(b.model, "en", { numeric: true })
  );
}
