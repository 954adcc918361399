import type { StepSeries } from "@/components/charts/series-rows";
import type { RouterOutputs } from "@/server/trpc/types";

export type GpuPriceHistory = RouterOutputs["prices"]["ofGpu"];
export type ProviderSeries = GpuPriceHistory["series"][number];

/** The most lines that colours can distinguish. */
export const MAX_LINES = 8;

/** The last known lowest price of a provider; null when it has none in the window. */
export function lastPrice({ points }: ProviderSeries): number | null {
  return (
    points.findLast(({ lowestMicroUsdPerGpuHour: price }) => price !== null)?.lowestMicroUsdPerGpuHour ?? null
  );
}

/** One line per provider: its price list is used only if its feed has no prices, as on the market page. */
export function onePerProvider(series: readonly ProviderSeries[]): ProviderSeries[] {
  const polled = new Set(
    series.filter((one) => one.source !== "list" && lastPrice(one) !== null).map(({ provider }) => provider),
  );
  return series.filter(({ provider, source }) => source !== "list" || !polled.has(provider));
}

/** The providers with the lowest last prices, as many as colours can distinguish; those without a price are omitted. */
export function cheapestSeries(series: readonly ProviderSeries[]): ProviderSeries[] {
  return onePerProvider(series)
    .flatMap((one) => {
      const last = lastPrice(one);
      return last === null ? [] : [{ one, last }];
    })
    .sort((a, b) => a.last - b.last)
    .slice(0, MAX_LINES)
    .map(({ one }) => one);
}

export function seriesId({ provider, source }: ProviderSeries): string {
  return `${provider}/${source}`;
}

export function stepsOf(series: readonly ProviderSeries[]): StepSeries[] {
  return series.map((one) => ({
    id: seriesId(one),
    points: one.points.map(({ at, lowestMicroUsdPerGpuHour: value }) => ({ at, value })),
  }));
}
