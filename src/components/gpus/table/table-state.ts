import { z } from "zod";
import type { FieldIssue } from "@/domain/field-issues";
import type { GpuVendor } from "@/domain/gpu/gpu-row";
import { readFields, sortBy, textOf } from "@/domain/search-parameters";

export const gpuSorts = [
  "gpu",
  "vendor",
  "vram",
  "median",
  "trimmed",
  "spot",
  "day",
  "week",
  "sources",
] as const;
export type GpuSort = (typeof gpuSorts)[number];
export const gpuVendors = ["nvidia", "amd", "intel", "aws"] as const satisfies readonly GpuVendor[];

/** What the table shows, as its address says it. */
export type TableState = {
  sort: GpuSort;
  isFalling: boolean;
  vendor: GpuVendor | null;
  minVramGib: number | null;
};

/** The GPUs that most providers sell first: the order in which people look for them. */
export const firstState: TableState = { sort: "sources", isFalling: true, vendor: null, minVramGib: null };

/** Orders whose largest value comes first at the first click. */
export const fallingFirst: ReadonlySet<GpuSort> = new Set<GpuSort>(["vram", "sources"]);

const fields = {
  sort: sortBy(gpuSorts),
  vendor: z.enum(gpuVendors),
  min_vram: textOf(/^\d{1,4}$/, { code: "not_whole", parameters: {} }).transform(Number),
};

/** Reads the address. A parameter that is not understood keeps its default and is named. */
export function readTableState(parameters: URLSearchParams): { state: TableState; issues: FieldIssue[] } {
  const { read, issues } = readFields(fields, Object.fromEntries(parameters));
  const order = read.sort && { sort: read.sort.sort, isFalling: read.sort.descending };
  return {
    state: { ...firstState, ...order, vendor: read.vendor ?? null, minVramGib: read.min_vram ?? null },
    issues,
  };
}

/** The query of an address under this state, without what is so anyway: "" or "?sort=median&vendor=amd". */
export function writeTableState({ sort, isFalling, vendor, minVramGib }: TableState): string {
  const parameters = new URLSearchParams();
  if (sort !== firstState.sort || isFalling !== firstState.isFalling)
    parameters.set("sort", `${isFalling ? "-" : ""}${sort}`);
  if (vendor !== null) parameters.set("vendor", vendor);
  if (minVramGib !== null) parameters.set("min_vram", String(minVramGib));
  const query = parameters.toString();
  return query && `?${query}`;
}

/** The order after a click on a column's head: a second click turns it round. */
export function nextOrder(state: TableState, sort: GpuSort): TableState {
  const isFalling = state.sort === sort ? !state.isFalling : fallingFirst.has(sort);
  return { ...state, sort, isFalling };
}
