import type { Span } from "@/domain/price/price-history";

/** Two kinds of history: what one offer cost, and what one GPU cost at one provider. */
export type SeriesKind = "offer" | "gpu";

/**
 * What held from `at` on. `values` in the order of {@link seriesTables}: for an offer its price, for a GPU the lowest and the
 * median price and the number of offers. Prices in micro-USD per GPU-hour; null = not offered.
 */
export type PricePoint = { key: string; at: Date; values: (number | null)[] };

/**
 * Where history is read. PostgreSQL and ClickHouse answer alike; the writer is one for both.
 *
 * @returns for each key the last point before the span, if there is one, and its points in [from, to], ascending by time within
 *   a key. A key with more than {@link MOST_ROWS} points has them thinned: its time from the first to the end of the span in as
 *   many slices, of each the last offered and the last not offered point.
 */
export type PriceStore = {
  read(kind: SeriesKind, keys: readonly string[], span: Span): Promise<PricePoint[]>;
};

/** A day of five-minute polls fits whole, a year is thinned to days, and gaps find room under the 500 points of an answer. */
export const MOST_ROWS = 365;

export type SeriesTable = {
  /** Every change, at its instant `at`. */
  points: string;
  /** The last change of each `hour` that had one. */
  hours: string;
  key: string;
  keyType: "text" | "int4";
  values: readonly string[];
  /** The one of `values` that says whether the rest is offered, and what it holds when it is not. */
  offered: { column: string; gap: "null" | "0" };
};

/** Names are the same in both stores. */
export const seriesTables = {
  offer: {
    points: "price_points",
    hours: "price_hours",
    key: "offer_id",
    keyType: "text",
    values: ["micro_usd_per_gpu_hour"],
    offered: { column: "micro_usd_per_gpu_hour", gap: "null" },
  },
  gpu: {
    points: "gpu_price_points",
    hours: "gpu_price_hours",
    key: "series_id",
    keyType: "int4",
    values: ["lowest_micro_usd", "median_micro_usd", "offer_count"],
    offered: { column: "offer_count", gap: "0" },
  },
} as const satisfies Record<SeriesKind, SeriesTable>;

export const seriesKinds = ["offer", "gpu"] as const satisfies readonly SeriesKind[];
