import type { DataColumn, SortOrder } from "@/components/ui/data-table/column";
import type { OfferSearch, SortKey } from "@/domain/offer/offer-search";

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
  "scoreRank",
  "updated",
] as const;
export type ColumnId = (typeof columnIds)[number];

type Layout = Pick<
  DataColumn<unknown>,
  "width" | "grows" | "isNumber" | "firstOrder" | "isFixed" | "isSticky" | "isRowHeader"
> & {
  sort?: SortKey;
  /** Not shown until asked for. */
  isOptional?: true;
  /** Shown from the start only where the window is wide. */
  isSpacious?: true;
  /** Not shown from the start beside the panel that says why: what the panel says, or what the score must not give way to. */
  yieldsToPanel?: true;
};

const rising = "ascending";
const falling = "descending";

/** Fixed columns give a row its name and its price. */
export const columns: Record<ColumnId, Layout> = {
  rank: { width: 64, isNumber: true, isFixed: true, isSticky: true },
  provider: { width: 112, grows: true, isFixed: true, isSticky: true },
  region: { width: 110, grows: true },
  instance: { width: 150, grows: true, isOptional: true },
  gpu: { width: 144, grows: true, sort: "count", firstOrder: falling, isFixed: true, isRowHeader: true },
  vram: { width: 52, isNumber: true, sort: "vram", firstOrder: falling, yieldsToPanel: true },
  vcpus: { width: 52, isNumber: true, isSpacious: true },
  ram: { width: 56, isNumber: true, isSpacious: true },
  disk: { width: 72, isNumber: true, isOptional: true },
  spot: { width: 48 },
  availability: { width: 96, yieldsToPanel: true },
  price: { width: 92, isNumber: true, sort: "price", firstOrder: rising, isFixed: true },
  hourly: { width: 86, isNumber: true, sort: "hourly", firstOrder: rising },
  reliability: { width: 84, isNumber: true, sort: "reliability", firstOrder: falling, isOptional: true },
  network: { width: 136, isNumber: true, isOptional: true },
  egress: { width: 100, isNumber: true, isOptional: true },
  diskPrice: { width: 116, isNumber: true, isOptional: true },
  tflop: { width: 112, isNumber: true, isOptional: true },
  score: { width: 78, isNumber: true, sort: "score", firstOrder: falling },
  scoreRank: { width: 92, isNumber: true, isOptional: true },
  updated: { width: 136, sort: "changed", firstOrder: falling, yieldsToPanel: true },
};

/** What a table shows until its reader chooses: what fits beside the filters, or beside the panel, without scrolling sideways. */
export function defaultColumns(isRoomy: boolean, isPanelOpen = false): ColumnId[] {
  return columnIds.filter((id) => {
    const { isOptional, isSpacious, yieldsToPanel } = columns[id];
    return !isOptional && (isRoomy || !isSpacious) && !(isPanelOpen && yieldsToPanel);
  });
}

/** Fixed columns are always among those shown. */
export function shownColumns(chosen: readonly ColumnId[]): ColumnId[] {
  return columnIds.filter((id) => columns[id].isFixed || chosen.includes(id));
}

/**
 * The order of a search as the table tells it, and back. A search says only whether its natural order is reversed: the best score
 * comes first, and so does the lowest price.
 */
export function sortOrderOf({
  sort,
  descending,
}: Pick<OfferSearch, "sort" | "descending">): SortOrder | null {
  const id = columnIds.find((name) => columns[name].sort === sort);
  return id ? { id, isDescending: (columns[id].firstOrder === falling) !== descending } : null;
}

export function searchOrderOf({
  id,
  isDescending,
}: SortOrder): Partial<Pick<OfferSearch, "sort" | "descending">> {
  const { sort, firstOrder } = columns[columnIds.find((name) => name === id) ?? "score"];
  return { sort, descending: isDescending !== (firstOrder === falling) };
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
