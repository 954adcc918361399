import type { SortKey } from "@/domain/offer-search";

/** The columns in the order that people of this trade expect. */
export const columnIds = [
  "rank",
  "provider",
  "region",
  "instance",
  "gpu",
  "vram",
  "vcpus",
  "ram",
  "disk",
  "spot",
  "availability",
  "price",
  "hourly",
  "reliability",
  "network",
  "egress",
  "diskPrice",
  "tflop",
  "score",
  "updated",
] as const;
export type ColumnId = (typeof columnIds)[number];

export type Column = {
  /** Pixels; a `grow` column takes a share of what is left over. */
  width: number;
  grow?: true;
  isNumber?: true;
  sort?: SortKey;
  /** The first click puts the largest first. */
  isFalling?: true;
  /** Without it a row has no name or no price. */
  isFixed?: true;
  isOptional?: true;
};

export const columns: Record<ColumnId, Column> = {
  rank: { width: 60, isNumber: true, isFixed: true },
  provider: { width: 124, grow: true, isFixed: true },
  region: { width: 92, grow: true },
  instance: { width: 150, grow: true, isOptional: true },
  gpu: { width: 156, grow: true, sort: "count", isFalling: true, isFixed: true },
  vram: { width: 64, isNumber: true, sort: "vram", isFalling: true },
  vcpus: { width: 58, isNumber: true },
  ram: { width: 64, isNumber: true },
  disk: { width: 72, isNumber: true, isOptional: true },
  spot: { width: 56 },
  availability: { width: 92 },
  price: { width: 108, isNumber: true, sort: "price", isFixed: true },
  hourly: { width: 96, isNumber: true, sort: "hourly" },
  reliability: { width: 84, isNumber: true, sort: "reliability", isFalling: true, isOptional: true },
  network: { width: 108, isNumber: true, isOptional: true },
  egress: { width: 100, isNumber: true, isOptional: true },
  diskPrice: { width: 116, isNumber: true, isOptional: true },
  tflop: { width: 112, isNumber: true, isOptional: true },
  score: { width: 72, isNumber: true, sort: "score", isFalling: true },
  updated: { width: 124, sort: "changed", isFalling: true },
};

/** What a table shows until its reader chooses: everything that fits beside the filters on a laptop. */
export const defaultColumns: readonly ColumnId[] = columnIds.filter((id) => !columns[id].isOptional);

/** Columns that stay in sight while the rest scrolls sideways. */
export const stickyColumns: readonly ColumnId[] = ["rank", "provider"];

export function templateOf(shown: readonly ColumnId[]): string {
  return shown
    .map((id) => (columns[id].grow ? `minmax(${columns[id].width}px, 1fr)` : `${columns[id].width}px`))
    .join(" ");
}

export function widthOf(shown: readonly ColumnId[]): number {
  return shown.reduce((sum, id) => sum + columns[id].width, 0);
}

/** Fixed columns are always among those shown. */
export function shownColumns(chosen: readonly ColumnId[]): ColumnId[] {
  return columnIds.filter((id) => columns[id].isFixed || chosen.includes(id));
}

const withUnit = [
  "vram",
  "ram",
  "disk",
  "network",
  "egress",
  "diskPrice",
] as const satisfies readonly ColumnId[];

/** Whether the unit stands in the header, so that the figures below need none. */
export function hasUnit(id: ColumnId): id is (typeof withUnit)[number] {
  return withUnit.some((name) => name === id);
}
