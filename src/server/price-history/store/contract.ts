import type { Span } from "@/domain/price/price-history";

/** Two kinds of history: the price of one offer, and the prices of one GPU at one provider. */
export type SeriesKind = "offer" | "gpu";

/**
 * The values from `at` on, in the order of {@link seriesTables}: the price of an offer, or the lowest price, the median price
 * and the number of offers of a GPU. Prices are micro-USD per GPU-hour; null = not offered.
 */
export type PricePoint = { key: string; at: Date; values: (number | null)[] };

/**
 * A store that history is read from. PostgreSQL and ClickHouse give the same answers; both have the same writer.
 *
 * @returns for each key the last point before the span, if there is one, and its points in [from, to], ascending by time within
 *   a key. The points of a key with more than {@link MOST_ROWS} are thinned: the time from its first point to the end of the
 *   span is cut into that many slices, and each keeps its last offered and its last not-offered point.
 */
export type PriceStore = {
  read(kind: SeriesKind, keys: readonly string[], span: Span): Promise<PricePoint[]>;
};

/** A day of five-minute polls fits in full, a year is thinned to days, and gaps still fit under the 500 points of an answer. */
export const MOST_ROWS = 365;

export type SeriesTable = {
  /** Every change, at its time `at`. */
  points: string;
  /** The last change of each `hour` that had one. */
  hours: string;
  key: string;
  keyType: "text" | "int4";
  values: readonly string[];
  /** The value that tells whether the series is offered, and its content when it is not. */
  offered: { column: string; gap: "null" | "0" };
};

/** The names are the same in both stores. */
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
