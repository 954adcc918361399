import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd, writeUsd } from "@/domain/money";
import { parseSearch } from "@/domain/offer/offer-search";
import { searchMarket } from "@/server/market/answers/search";
import { createColumns, feedKey, putRow } from "@/server/market/snapshot/columns";
import type { MarketRow } from "@/server/market/snapshot/row";
import { sampleRow } from "@/server/market/snapshot/sample.double";
import { recordOfOffer } from "./offer";

const now = new Date("2026-11-01T00:00:00Z");

/** What the API says of the only offer of a market, for a search; null when the search does not find it. */
function recordOf(offer: Partial<MarketRow>, parameters: Record<string, string> = {}) {
  const columns = createColumns();
  const row = sampleRow(1, now, offer);
  putRow(columns, row);
  const feed = { provider: row.provider, source: row.source, lastSuccessAt: now.toISOString() };
  const market = {
    columns,
    feeds: new Map([[feedKey(row), feed]]),
    polledSource: "live" as const,
    revision: 1,
    writtenRevision: 1,
  };
  const { search, issues } = parseSearch(parameters);
  expect(issues).toEqual([]);
  const [hit] = searchMarket(market, search, now).hits;
  return hit ? recordOfOffer({ ...hit, heldPrice: null }) : null;
}

describe("an offer's prices in the API", () => {
  it("are those that the provider states: $10 for three GPUs stay $10", () => {
    const record = recordOf({
      gpuCount: 3,
      microUsdPerGpuHour: microUsd(3_333_333),
      microUsdPerMachineHour: microUsd(10_000_000),
    });
    expect(record).toMatchObject({
      price_per_gpu_hour: { amount_micros: 3_333_333 },
      price_per_hour: { amount_micros: 10_000_000 },
    });
  });

  it("find the offer when they are asked for, whatever they are", () => {
    const prices = fc.tuple(fc.integer({ min: 1, max: 900_000_000 }), fc.integer({ min: 1, max: 64 }));
    fc.assert(
      fc.property(prices, ([machine, gpuCount]) => {
        const offer = {
          gpuCount,
          microUsdPerGpuHour: microUsd(Math.max(1, Math.round(machine / gpuCount))),
          microUsdPerMachineHour: microUsd(machine),
        };
        const record = recordOf(offer);
        const textOf = (amount: number | undefined) => writeUsd(microUsd(amount ?? Number.NaN));
        const [gpu, whole] = [
          textOf(record?.price_per_gpu_hour.amount_micros),
          textOf(record?.price_per_hour.amount_micros),
        ];
        expect(whole).toBe(writeUsd(microUsd(machine)));
        const asked: Record<string, string>[] = [
          { price: gpu },
          { hourly: `${whole}..${whole}` },
          { price: `${gpu}..`, hourly: `..${whole}` },
        ];
        for (const parameters of asked) expect(recordOf(offer, parameters)).toEqual(record);
      }),
    );
  });
});
