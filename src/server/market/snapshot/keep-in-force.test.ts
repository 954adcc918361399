import { describe, expect, it } from "vitest";
import { emptySearch } from "@/domain/offer/offer-search";
import { answer } from "../questions";
import { createColumns, feedKey } from "./columns";
import { takeRow } from "./keep-in-force";
import type { Market } from "./market";
import { sampleRow } from "./sample.double";

const validity = {
  firstDay: "2026-03-01",
  lastDay: "2026-03-31",
  replacedBy: null,
  sourceUrl: "https://example.com/retired",
  readOn: "2026-02-01",
};

const listDay = new Date("2026-02-01T00:00:00Z");

function marketWith(): Market {
  const market: Market = {
    columns: createColumns(),
    feeds: new Map(),
    polledSource: "live",
    revision: 1,
    writtenRevision: 1,
  };
  const listed = {
    provider: "lambda",
    source: "list" as const,
    gpuCount: 1,
    isSpot: false,
    listedOn: "2026-02-01",
  };
  const sold = sampleRow(1, listDay, { ...listed, id: "sold", availability: "unknown" });
  const dated = sampleRow(1, listDay, { ...listed, id: "dated", availability: "unknown", validity });
  for (const row of [sold, dated]) {
    market.feeds.set(feedKey(row), { provider: row.provider, source: row.source, lastSuccessAt: null });
    takeRow(market, row);
  }
  return market;
}

async function found(market: Market, now: string): Promise<string[]> {
  const result = await answer(market, { ask: "search", search: emptySearch, now: new Date(now) });
  if (result === null || !("hits" in result)) throw new Error("not a search result");
  return result.hits.map(({ id }) => id).sort();
}

describe("an offer with a first and a last day", () => {
  it("is on the market on those days only, without a new load", async () => {
    const market = marketWith();
    expect(await found(market, "2026-02-28T23:59:59.999Z")).toEqual(["sold"]);
    expect(await found(market, "2026-03-01T00:00:00.000Z")).toEqual(["dated", "sold"]);
    expect(await found(market, "2026-03-31T23:59:59.999Z")).toEqual(["dated", "sold"]);
    expect(await found(market, "2026-04-01T00:00:00.000Z")).toEqual(["sold"]);
  });

  it("changes the revision when it begins and ends, so that nothing kept for a revision names it", async () => {
    const market = marketWith();
    await found(market, "2026-03-15T00:00:00Z");
    const { revision } = market;
    await found(market, "2026-03-16T00:00:00Z");
    expect(market.revision).toBe(revision);
    await found(market, "2026-04-01T00:00:00Z");
    expect(market.revision).toBe(revision + 1);
  });

  it("is not named as the best price once it has ended", async () => {
    const market = marketWith();
    const best = await answer(market, {
      ask: "best-prices",
      limit: 9,
      now: new Date("2026-04-01T00:00:00Z"),
    });
    expect(JSON.stringify(best)).not.toContain('"dated"');
  });
});
