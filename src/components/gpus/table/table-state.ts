import type { FieldIssue } from "@/domain/errors";
import type { GpuVendor } from "@/domain/gpu/gpu-table";

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

const known = ["sort", "vendor", "min_vram"];

/** Reads the address; what is not understood counts as not said and is named. */
export function readTableState(parameters: URLSearchParams): { state: TableState; issues: FieldIssue[] } {
  const issues: FieldIssue[] = [...new Set(parameters.keys())]
    .filter((field) => !known.includes(field))
    .map((field) => ({ field, message: "is not a parameter of this search" }));
  const [sortText, vendorText, vramText] = known.map((name) => parameters.get(name));
  const sort = gpuSorts.find((name) => name === sortText?.replace(/^-/, ""));
  const vendor = gpuVendors.find((name) => name === vendorText);
  const isVramKnown = vramText != null && /^\d{1,4}$/.test(vramText);
  if (sortText != null && sort === undefined) issues.push({ field: "sort", message: "names no order" });
  if (vendorText != null && vendor === undefined)
    issues.push({ field: "vendor", message: "names no vendor" });
  if (vramText != null && !isVramKnown) issues.push({ field: "min_vram", message: "write a whole number" });
  const order = sort === undefined ? firstState : { sort, isFalling: sortText?.startsWith("-") ?? false };
  return {
    state: {
      sort: order.sort,
      isFalling: order.isFalling,
      vendor: vendor ?? null,
      minVramGib: isVramKnown ? Number(vramText) : null,
    },
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
