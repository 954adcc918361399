import type { SortKey } from "@/domain/offer/offer-search";

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
  /** Not shown until asked for. */
  isOptional?: true;
  /** Shown from the start only where the window is wide. */
  isSpacious?: true;
};

export const columns: Record<ColumnId, Column> = {
  rank: { width: 64, isNumber: true, isFixed: true },
  provider: { width: 112, grow: true, isFixed: true },
  region: { width: 92, grow: true },
  instance: { width: 150, grow: true, isOptional: true },
  gpu: { width: 152, grow: true, sort: "count", isFalling: true, isFixed: true },
  vram: { width: 52, isNumber: true, sort: "vram", isFalling: true },
  vcpus: { width: 52, isNumber: true, isSpacious: true },
  ram: { width: 56, isNumber: true, isSpacious: true },
  disk: { width: 72, isNumber: true, isOptional: true },
  spot: { width: 52 },
  availability: { width: 98 },
  price: { width: 102, isNumber: true, sort: "price", isFixed: true },
  hourly: { width: 96, isNumber: true, sort: "hourly" },
  reliability: { width: 84, isNumber: true, sort: "reliability", isFalling: true, isOptional: true },
  network: { width: 136, isNumber: true, isOptional: true },
  egress: { width: 100, isNumber: true, isOptional: true },
  diskPrice: { width: 116, isNumber: true, isOptional: true },
  tflop: { width: 112, isNumber: true, isOptional: true },
  score: { width: 66, isNumber: true, sort: "score", isFalling: true },
  updated: { width: 132, sort: "changed", isFalling: true },
};

/** What a table shows until its reader chooses: what fits beside the filters without scrolling sideways. */
export function defaultColumns(isRoomy: boolean): ColumnId[] {
  return columnIds.filter((id) => !columns[id].isOptional && (isRoomy || !columns[id].isSpacious));
}

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
