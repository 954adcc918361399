import type { StepSeries } from "@/components/charts/series-rows";
import type { RouterOutputs } from "@/server/trpc/types";

export type ModelPriceHistory = RouterOutputs["models"]["priceHistory"];
export type PriceSeries = ModelPriceHistory["series"][number];
export type PriceFigureName = "input" | "output";

/** The input or output price of a point; null is a gap. */
export function figureOf(point: PriceSeries["points"][number], figure: PriceFigureName): number | null {
  return figure === "input" ? point.inputMicroUsd : point.outputMicroUsd;
}

/** One figure of every series, for a shared time axis. */
export function stepsOf(series: readonly PriceSeries[], figure: PriceFigureName): StepSeries[] {
  return series.map(({ id, points }) => ({
    id,
    points: points.map((point) => ({ at: point.at, value: figureOf(point, figure) })),
  }));
}

export type LineName = { name: string; twin: "feed" | "list" | null; upToTokens: number | null };

/**
 * The name of a line among those in its chart: its provider, plus the provider's name of the model if it serves several. Of lines
 * with one name, `twin` says feed or list where that differs, and `upToTokens` the context that the price holds for where a model
 * has several prices.
 */
export function lineNameOf(one: PriceSeries, all: readonly PriceSeries[]): LineName {
  const name = nameAmong(one, all);
  const twins = all.filter((other) => other.id !== one.id && nameAmong(other, all) === name);
  const isAlike = (other: PriceSeries) => originOf(other) === originOf(one);
  return {
    name,
    twin: twins.every(isAlike) ? null : originOf(one),
    upToTokens: twins.some(isAlike) ? one.contextTokens : null,
  };
}

function nameAmong(one: PriceSeries, all: readonly PriceSeries[]): string {
  const sameProvider = all.filter(({ provider }) => provider === one.provider);
  if (sameProvider.every(({ modelRaw }) => modelRaw === one.modelRaw)) return one.providerName;
  const isShortUnique = sameProvider
    .filter((other) => originOf(other) === originOf(one) && shortName(other) === shortName(one))
    .every(({ modelRaw }) => modelRaw === one.modelRaw);
  return `${one.providerName} ${isShortUnique ? shortName(one) : one.modelRaw}`;
}

function originOf({ feedSource }: PriceSeries): "feed" | "list" {
  return feedSource === "list" ? "list" : "feed";
}

/**
 * The part that differs, without the developer prefix: "Llama-3.3-70B" of "meta-llama/Llama-3.3-70B", "70b" of
 * "meta.llama3:70b".
 */
function shortName({ modelRaw }: PriceSeries): string {
  return modelRaw.split(modelRaw.includes(":") ? ":" : "/").at(-1) ?? modelRaw;
}

export type SeriesSummary = { first: number | null; last: number | null; changes: number };

/** First and last known price (of a list, its own, whatever the window) and the number of changes between them; a gap is not a change. */
export function summaryOf({ points, listed }: PriceSeries, figure: PriceFigureName): SeriesSummary {
  const known = points.map((point) => figureOf(point, figure)).filter((value) => value !== null);
  const changes = known.filter((value, index) => index > 0 && value !== known[index - 1]).length;
  const ofList = listed && (figure === "input" ? listed.inputMicroUsd : listed.outputMicroUsd);
  return { first: known[0] ?? ofList, last: known.at(-1) ?? ofList, changes };
}

/** The most lines that colours can distinguish. */
const MAX_LINES = 8;

/** The series with a price in the window; the cheapest, if there are more than colours can distinguish. */
export function drawnOf({ series }: ModelPriceHistory, figure: PriceFigureName): PriceSeries[] {
  return series
    .filter(({ points }) => points.some((point) => figureOf(point, figure) !== null))
    .map((one) => ({ one, last: summaryOf(one, figure).last ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.last - b.last)
    .slice(0, MAX_LINES)
    .map(({ one }) => one);
}
