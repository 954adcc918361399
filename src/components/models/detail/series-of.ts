import type { StepSeries } from "@/components/charts/series-rows";
import type { RouterOutputs } from "@/server/trpc/types";

export type ModelPriceHistory = RouterOutputs["models"]["priceHistory"];
export type PriceSeries = ModelPriceHistory["series"][number];
export type PriceFigureName = "input" | "output";

/** A series' price of one kind; null is a gap. */
export function figureOf(point: PriceSeries["points"][number], figure: PriceFigureName): number | null {
  return figure === "input" ? point.inputMicroUsd : point.outputMicroUsd;
}

/** One figure of every series, for an axis of time that they share. */
export function stepsOf(series: readonly PriceSeries[], figure: PriceFigureName): StepSeries[] {
  return series.map(({ id, points }) => ({
    id,
    points: points.map((point) => ({ at: point.at, value: figureOf(point, figure) })),
  }));
}

export type SeriesSummary = { first: number | null; last: number | null; changes: number };

/** First and last known price and how often it changed between; a gap is no change of price. */
export function summaryOf({ points }: PriceSeries, figure: PriceFigureName): SeriesSummary {
  const known = points.map((point) => figureOf(point, figure)).filter((value) => value !== null);
  const changes = known.filter((value, index) => index > 0 && value !== known[index - 1]).length;
  return { first: known[0] ?? null, last: known.at(-1) ?? null, changes };
}
