import { describe, expect, it } from "vitest";
import { cheapestSeries, lastPrice, onePerProvider, type ProviderSeries } from "./series";

function series(
  provider: string,
  source: ProviderSeries["source"],
  prices: (number | null)[],
): ProviderSeries {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
  return {
    provider,
    source,
    trackingStartsAt: at(0),
    listed: null,
    points: prices.map((price, minute) => ({
      at: at(minute),
      lowestMicroUsdPerGpuHour: price,
      medianMicroUsdPerGpuHour: price,
      offers: price === null ? 0 : 1,
    })),
  };
}

describe("lines of a GPU's history", () => {
  it("end with the last known price", () => {
    expect(lastPrice(series("a", "live", [3, null, 5, null]))).toBe(5);
    expect(lastPrice(series("a", "live", [null]))).toBeNull();
  });

  it("are one per provider, with the list only where the feed has no prices", () => {
    const all = [
      series("a", "list", [4]),
      series("a", "live", [3]),
      series("b", "list", [2]),
      series("b", "live", [null]),
    ];
    expect(onePerProvider(all).map(({ provider, source }) => `${provider} ${source}`)).toEqual([
      "a live",
      "b list",
      "b live",
    ]);
  });

  it("are sorted cheapest first, without those that have no price, at most eight", () => {
    const many = Array.from({ length: 10 }, (_, index) => series(`p${index}`, "live", [10 - index]));
    const shown = cheapestSeries([series("none", "live", [null]), ...many]);
    expect(shown.map(({ provider }) => provider)).toEqual(["p9", "p8", "p7", "p6", "p5", "p4", "p3", "p2"]);
  });
});
