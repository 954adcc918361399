import type { RouterOutputs } from "@/server/trpc/types";

export type ModelPriceHistory = RouterOutputs["models"]["priceHistory"];
export type PriceSeries = ModelPriceHistory["series"][number];
export type PriceFigureName = "input" | "output";

/** `at` in milliseconds; a series' value under its id, null where it had none. */
export type SeriesRow = { at: number } & Record<string, number | null>;

/** A series' price of one kind; null is a gap. */
export function figureOf(point: PriceSeries["points"][number], figure: PriceFigureName): number | null {
  return figure === "input" ? point.inputMicroUsd : point.outputMicroUsd;
}

/** All series on one axis of time: at every moment that one of them changes, each has what it had last. */
export function seriesRows(series: readonly PriceSeries[], figure: PriceFigureName): SeriesRow[] {
  const times = new Set(series.flatMap(({ points }) => points.map(({ at }) => Date.parse(at))));
  const places = series.map(() => 0);
  return [...times]
    .sort((a, b) => a - b)
    .map((at) => {
      const values = series.map(({ id, points }, index) => {
        while (Date.parse(points[(places[index] ?? 0) + 1]?.at ?? "") <= at)
          places[index] = (places[index] ?? 0) + 1;
        const point = points[places[index] ?? 0];
        return [id, point && Date.parse(point.at) <= at ? figureOf(point, figure) : null] as const;
      });
      return { at, ...Object.fromEntries(values) };
    });
}

export type SeriesSummary = { first: number | null; last: number | null; changes: number };

/** First and last known price and how often it changed between; a gap is no change of price. */
export function summaryOf({ points }: PriceSeries, figure: PriceFigureName): SeriesSummary {
  const known = points.map((point) => figureOf(point, figure)).filter((value) => value !== null);
  const changes = known.filter((value, index) => index > 0 && value !== known[index - 1]).length;
  return { first: known[0] ?? null, last: known.at(-1) ?? null, changes };
}
