import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { MarketRow } from "../snapshot/row";
import { marketOf, sampleRow } from "../snapshot/sample.double";
import { bestPricesOf } from "./best-prices";

const now = new Date("2026-11-01T00:00:00Z");

const h100 = (index: number, usd: number, more: Partial<MarketRow> = {}) =>
  sampleRow(index, now, {
    gpuId: "h100-sxm-80",
    gpuCount: 1,
    microUsdPerGpuHour: microUsd(usd * 1e6),
    provider: "runpod",
    availability: "available",
    isSpot: false,
    ...more,
  });

describe("bestPricesOf", () => {
  it("gives each GPU its cheapest on-demand offer that is not sold out", () => {
    const market = marketOf(now, [
      h100(1, 3),
      h100(2, 2, { isSpot: true }),
      h100(3, 1, { availability: "unavailable" }),
      h100(4, 2.5, { provider: "vastai" }),
    ]);
    expect(
      bestPricesOf(market, 5, now).map((row) => [
        row.gpuId,
        row.microUsdPerGpuHour,
        row.offers,
        row.providers,
      ]),
    ).toEqual([["h100-sxm-80", 2_500_000, 2, 2]]);
  });

  it("does not prefer a list of ten months ago to a feed that asks a little more", () => {
    const old = { source: "list" as const, listedOn: "2026-01-01" };
    const bestOf = (listUsd: number) =>
      bestPricesOf(marketOf(now, [h100(1, listUsd, { ...old, provider: "aws" }), h100(2, 3)]), 5, now);
    expect(bestOf(2.9)).toMatchObject([{ listedOn: null, microUsdPerGpuHour: 3_000_000 }]);
    expect(bestOf(1.5)).toMatchObject([{ listedOn: "2026-01-01", microUsdPerGpuHour: 1_500_000 }]);
  });

  it("never calls a price of a list best that is too old for the index", () => {
    const old = { source: "list" as const, listedOn: "2025-01-01", provider: "aws" as const };
    expect(bestPricesOf(marketOf(now, [h100(1, 0.5, old), h100(2, 3)]), 5, now)).toMatchObject([
      { listedOn: null, microUsdPerGpuHour: 3_000_000, offers: 1 },
    ]);
    expect(bestPricesOf(marketOf(now, [h100(1, 0.5, old)]), 5, now)).toEqual([]);
  });
});
