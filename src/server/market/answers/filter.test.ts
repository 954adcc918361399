import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { parseSearch } from "@/domain/offer/offer-search";
import { UNKNOWN } from "@/domain/search-parameters";
import { createColumns, feedKey, putRow } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { sampleRow } from "../snapshot/sample.double";
import { searchMarket } from "./search";

const now = new Date("2026-11-01T00:00:00Z");

function marketOf(rows: MarketRow[]): Market {
  const columns = createColumns();
  const market: Market = { columns, feeds: new Map(), polledSource: "live", revision: 1, writtenRevision: 1 };
  for (const row of rows) {
    putRow(columns, row);
    market.feeds.set(feedKey(row), {
      provider: row.provider,
      source: row.source,
      lastSuccessAt: now.toISOString(),
    });
  }
  return market;
}

function machine(index: number, more: Partial<MarketRow>): MarketRow {
  return sampleRow(index, now, { provider: "runpod", isSpot: false, gpuCount: 1, ...more });
}

function found(market: Market, parameters: Record<string, string>): number[] {
  const { search, issues } = parseSearch(parameters);
  expect(issues).toEqual([]);
  return searchMarket(market, search, now)
    .hits.map(({ id }) => Number.parseInt(id.slice(4), 16))
    .sort((a, b) => a - b);
}

const priced = (index: number, micro: number, more: Partial<MarketRow> = {}) =>
  machine(index, { microUsdPerGpuHour: microUsd(micro), ...more });

describe("the price filter", () => {
  const market = marketOf([
    priced(1, 4_189_900),
    priced(2, 4_190_000),
    priced(3, 4_194_999),
    priced(4, 4_195_000),
    priced(5, 4_184_999),
  ]);

  it("finds what is shown at the price that was typed: $4.19 is 4.1899, 4.19 and 4.194999", () => {
    expect(found(market, { price: "4.19..4.19" })).toEqual([1, 2, 3]);
    expect(found(market, { price: "4.19" })).toEqual([1, 2, 3]);
    expect(found(market, { price: "4.1899..4.1899" })).toEqual([1]);
    expect(found(market, { price: "..4.18" })).toEqual([5]);
  });
});

describe("figures", () => {
  it("are found as the table shows them", () => {
    const market = marketOf([
      machine(1, { ramGib: 62.7, reliability: 0.9704, vcpus: 7.5 }),
      machine(2, { ramGib: 62.4, reliability: 0.9694, vcpus: 7.4 }),
    ]);
    expect(found(market, { ram: "63..63" })).toEqual([1]);
    expect(found(market, { ram: "62.7" })).toEqual([1]);
    expect(found(market, { reliability: "0.97..0.97" })).toEqual([1]);
    expect(found(market, { vcpus: "8" })).toEqual([1]);
  });
});

describe("what a provider does not state", () => {
  const market = marketOf([
    machine(1, { countryCode: null, region: null }),
    machine(2, { countryCode: "DE", region: "fsn" }),
    machine(3, { countryCode: null, region: "moon" }),
  ]);

  it.each(["country", "region"] as const)(
    "is a group of its own by %s, whose key finds its offers",
    (group) => {
      const { groups } = searchMarket(market, parseSearch({ group }).search, now);
      expect(groups.map(({ key }) => key)).toContain(UNKNOWN);
      for (const { key, offers } of groups) expect(found(market, { [group]: key })).toHaveLength(offers);
    },
  );

  it("can be asked for beside a country", () => {
    expect(found(market, { country: "unknown,DE" })).toEqual([1, 2, 3]);
    expect(found(market, { country: "unknown" })).toEqual([1, 3]);
  });
});

describe("free text", () => {
  const market = marketOf([machine(1, { gpuId: "h100-sxm-80" }), machine(2, { gpuId: "rtx-3090-24" })]);

  it.each([
    ["Ｈ100", [1]],
    ["h100 – sxm", [1]],
    ["h100-sxm", [1]],
    ["RTX–3090", [2]],
    ["rtx 3090", [2]],
    ["rtx–4090", []],
  ])("finds %s however its letters, dashes and spaces are written", (q, expected) => {
    expect(found(market, { q })).toEqual(expected);
  });
});
