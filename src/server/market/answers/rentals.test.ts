import { describe, expect, it } from "vitest";
import { cases } from "@/domain/interval";
import { microUsd } from "@/domain/money";
import { cheapestAt, volumesBetween } from "@/domain/rent-or-call/break-even";
import { questionDefaults, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import { createColumns, feedKey, putRow } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { sampleMarket, sampleRow } from "../snapshot/sample.double";
import { rentalsFor } from "./rentals";

const now = new Date("2026-11-01T00:00:00Z");

function marketOf(rows: MarketRow[]): Market {
  const columns = createColumns(2);
  for (const row of rows) putRow(columns, row);
  const feeds = new Map(
    rows.map(({ provider, source }) => [
      feedKey({ provider, source }),
      { provider, source, lastSuccessAt: now.toISOString() },
    ]),
  );
  return { columns, feeds, polledSource: "live", revision: 1, writtenRevision: 1 };
}

function machine(index: number, gpuId: string, usd: number, more: Partial<MarketRow> = {}): MarketRow {
  return sampleRow(index, now, {
    gpuId,
    vramGib: 80,
    gpuCount: 1,
    microUsdPerGpuHour: microUsd(usd * 1e6),
    provider: "runpod",
    availability: "available",
    isSpot: false,
    ...more,
  });
}

const ask = (rows: MarketRow[], change: Partial<RentOrCallQuestion> = {}, limit = 20) =>
  rentalsFor(marketOf(rows), { ...questionDefaults, ...change }, limit, now);
const indexes = (options: readonly { id: string }[]) =>
  options.map(({ id }) => Number.parseInt(id.slice(4), 16));

describe("rentalsFor", () => {
  it("rents no machine at a spot price of an old list", () => {
    const old = { isSpot: true, source: "list" as const, listedOn: "2025-10-01", provider: "aws" };
    const found = ask([machine(1, "h100-sxm-80", 0.1, old), machine(2, "h100-sxm-80", 3)], {
      pricing: "any",
    });
    expect(indexes(found.options)).toEqual([2]);
    expect(found.considered).toBe(1);
  });

  it("takes the cheapest offer of each provider and size, by landed cost", () => {
    const found = ask([
      machine(1, "h100-sxm-80", 3),
      machine(2, "h100-sxm-80", 2.5),
      machine(3, "h100-sxm-80", 2, { provider: "vastai" }),
      machine(4, "h200-sxm-141", 2.8, { vramGib: 141 }),
    ]);
    expect(found.considered).toBe(3);
    expect(indexes(found.options)).toEqual([3, 2, 4]);
    const month = found.options.map(({ landed }) => landed.microUsdPerMonth.expected);
    expect(month).toEqual([...month].sort((a, b) => a - b));
    expect(found.options[0]).toMatchObject({
      providerName: "Vast.ai",
      freshness: "fresh",
      gpuName: "H100 SXM",
    });
  });

  it.each([
    ["on_demand", [1]],
    ["spot", [2]],
    ["any", [2, 1]],
  ] as const)("offers what may be rented: %s", (pricing, expected) => {
    const rows = [machine(1, "h100-sxm-80", 3), machine(2, "h100-sxm-80", 1, { isSpot: true })];
    expect(indexes(ask(rows, { pricing }).options)).toEqual(expected);
  });

  it("omits sold-out offers, and counts unsuitable ones by reason", () => {
    const found = ask([
      machine(1, "h100-sxm-80", 3, { availability: "unavailable" }),
      machine(2, "h100-80", 3),
      machine(3, "h200-141", 3, { vramGib: 141 }),
      machine(4, "l4-24", 0.5, { vramGib: 24 }),
      machine(5, "h100-sxm-80", 3, { gpuCount: 0.5 }),
    ]);
    expect(found.options).toEqual([]);
    expect(found.considered).toBe(4);
    expect(found.leftOut).toEqual({
      no_data_sheet: 1,
      no_compute_figure: 1,
      fraction_of_a_card: 1,
      does_not_fit: 1,
      too_many_machines: 0,
    });
    expect(found.largestVramGib).toBe(40);
  });

  it("puts machines that are too slow last and omits them from the curve", () => {
    const rows = [machine(1, "a100-pcie-80", 1), machine(2, "h200-sxm-141", 5, { vramGib: 141 })];
    const found = ask(rows, { speed: 20 });
    expect(indexes(found.options)).toEqual([2, 1]);
    expect(found.options[1]?.throughput.speed).toBe("missed");
    expect(indexes(found.frontier)).toEqual([2]);
    expect(found.fastestStream).toBeCloseTo(found.options[0]?.throughput.streamTokensPerSecond ?? 0, -1);
  });

  it("does not let one size fill the list", () => {
    const providers = ["aws", "azure", "google", "lambda", "runpod", "vastai"];
    const rows = providers.map((provider, index) => machine(index, "h100-sxm-80", 1 + index, { provider }));
    const found = ask([...rows, machine(9, "h200-sxm-141", 9, { vramGib: 141 })]);
    expect(indexes(found.options)).toEqual([0, 1, 2, 9]);
    expect(ask(rows, {}, 2).options.length).toBe(2);
  });

  it("reflects a market change, a feed that goes silent and another kind of pricing at once", () => {
    const market = marketOf([
      machine(1, "h100-sxm-80", 3),
      machine(2, "h100-sxm-80", 2, { provider: "vastai" }),
      machine(3, "h100-sxm-80", 1, { isSpot: true }),
    ]);
    const shown = (pricing: RentOrCallQuestion["pricing"] = "on_demand") =>
      indexes(rentalsFor(market, { ...questionDefaults, pricing }, 20, now).options);
    expect([shown(), shown("spot"), shown()]).toEqual([[2, 1], [3], [2, 1]]);
    putRow(market.columns, machine(1, "h100-sxm-80", 1.5));
    market.revision += 1;
    expect(shown()).toEqual([1, 2]);
    const yesterday = new Date(now.getTime() - 25 * 3_600_000).toISOString();
    market.feeds.set("vastai/live", { provider: "vastai", source: "live", lastSuccessAt: yesterday });
    expect(shown()).toEqual([1]);
  });

  it("reads the offers once for any number of questions about one market", () => {
    const market = sampleMarket(1000, now);
    let read = 0;
    market.columns.rows = new Proxy(market.columns.rows, {
      get: (rows, name, receiver) => {
        read += 1;
        return Reflect.get(rows, name, receiver);
      },
    });
    for (const speed of [0, 10, 20]) rentalsFor(market, { ...questionDefaults, speed }, 20, now);
    expect(read).toBe(1000);
  });

  it("finds no machine that is too small", () => {
    const found = ask([machine(1, "h100-sxm-80", 3)], { context: 131_072, bits: "16" });
    expect(found.options).toEqual([]);
    expect(found.leftOut.does_not_fit).toBe(1);
  });

  it("finds no machine for a request beyond the model's own context, however large", () => {
    const large = machine(1, "h200-sxm-141", 30, { vramGib: 141, gpuCount: 8 });
    const asked = { model: "llama-3-8b-instruct", speed: 0 };
    expect(ask([large], { ...asked, context: 8192 }).options.length).toBe(1);
    expect(ask([large], { ...asked, context: 200_000 })).toMatchObject({
      options: [],
      frontier: [],
      considered: 0,
    });
  });

  it("keeps a latent cache whole on every GPU: 8 of 141 GiB hold fewer requests than their memory divided", () => {
    const large = machine(1, "h200-sxm-141", 30, { vramGib: 141, gpuCount: 8 });
    const [option] = ask([large], { model: "deepseek-v3.2", context: 32_768, speed: 0, seqs: 4096 }).options;
    expect(option?.throughput.layout).toEqual({ copies: 1, gpusPerCopy: 8 });
    // (141 / 1.1 - 626.8 / 8) GiB on each, over 32,768 x 61 layers x (1,152 + 132) bytes.
    expect(option?.throughput.batch).toBe(20);
  });

  it("keeps every machine on the curve that is the cheapest at some volume", () => {
    const market = sampleMarket(3000, now);
    const { frontier } = rentalsFor(market, { ...questionDefaults, speed: 0, bits: "4" }, 1000, now);
    const { options } = rentalsFor(market, { ...questionDefaults, speed: 0, bits: "4" }, 1000, now);
    expect(frontier.length).toBeGreaterThan(1);
    expect(frontier.length).toBeLessThan(options.length);
    const [first] = frontier;
    for (const volume of volumesBetween(1e5, 1e10)) {
      for (const name of cases) {
        const best = cheapestAt(frontier, volume, name);
        expect(best && first && best.microUsdPerMonth).toBeLessThanOrEqual(
          cheapestAt(first ? [first] : [], volume, name)?.microUsdPerMonth ?? 0,
        );
      }
    }
    // At the asked volume, the list and the curve show the same cost: the list rounds four parts, each by half a micro-USD at most.
    const asked = cheapestAt(frontier, questionDefaults.tokens, "expected")?.microUsdPerMonth ?? 0;
    expect(Math.abs(asked - (options[0]?.landed.microUsdPerMonth.expected ?? 0))).toBeLessThanOrEqual(2);
  });
});
