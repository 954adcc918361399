import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { emptySearch, type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { describeOffers } from "../answers/describe";
import { explainRow } from "../answers/explain/explain-row";
import { searchMarket } from "../answers/search";
import { putRow } from "./columns";
import type { Market } from "./market";
import type { FeedState, MarketRow } from "./row";
import { marketOf, sampleMarket, sampleRow } from "./sample.double";

const now = new Date("2026-11-01T00:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const search = (parameters: SearchParameters): OfferSearch => parseSearch(parameters).search;

const h100 = (index: number, usd: number, more: Partial<MarketRow> = {}) =>
  sampleRow(index, now, {
    gpuId: "h100-sxm-80",
    vramGib: 80,
    gpuCount: 1,
    microUsdPerGpuHour: microUsd(usd * 1e6),
    provider: "runpod",
    region: "eu",
    countryCode: "NL",
    availability: "available",
    isSpot: false,
    reliability: 0.99,
    ...more,
  });

describe("searchMarket: filters", () => {
  const market = marketOf(now, [
    h100(1, 2),
    h100(2, 3, { provider: "vastai", isSpot: true }),
    h100(3, 4, { provider: "vastai", countryCode: "US", ramGib: null }),
    h100(4, 9, { gpuId: "a100-sxm-80", gpuCount: 8 }),
  ]);
  const found = (parameters: SearchParameters) =>
    searchMarket(market, search(parameters), now)
      .hits.map((hit) => Number.parseInt(hit.id.slice(4), 16))
      .sort();

  it.each([
    [{}, [1, 2, 3, 4]],
    [{ gpu: "h100-sxm-80" }, [1, 2, 3]],
    [{ gpu: "h100-sxm-80,a100-sxm-80", provider: "vastai" }, [2, 3]],
    [{ pricing: "spot" }, [2]],
    [{ price: "..3" }, [1, 2]],
    [{ hourly: "10.." }, [4]],
    [{ count: "8" }, [4]],
    [{ country: "us" }, [3]],
    [{ vram: "85" }, [1, 2, 3, 4]],
    [{ vram: "90.." }, []],
    [{ q: "VASTAI h100" }, [2, 3]],
    [{ gpu: "no-such-gpu" }, []],
  ])("%j finds %j", (parameters, expected) => {
    expect(found(parameters)).toEqual(expected);
  });

  it("excludes an unknown figure from a bounded range", () => {
    expect(found({ ram: "1.." })).not.toContain(3);
  });

  it("counts a facet without its own filter, and reports what each filter alone removes", () => {
    const result = searchMarket(market, search({ provider: "vastai", pricing: "spot" }), now);
    expect(result.total).toBe(1);
    expect(result.facets.pricing).toEqual([
      { value: "on_demand", count: 1 },
      { value: "spot", count: 1 },
    ]);
    expect(result.facets.provider).toEqual([{ value: "vastai", count: 1 }]);
    expect(result.removed).toEqual([{ filter: "pricing", count: 1 }]);
  });

  it("names every filter when nothing is found and no single filter is the cause", () => {
    const result = searchMarket(market, search({ provider: "azure", gpu: "t4-16" }), now);
    expect([result.total, result.removed.map((one) => one.filter)]).toEqual([0, ["gpu", "provider"]]);
  });
});

describe("searchMarket: feeds", () => {
  const list = h100(1, 2, { source: "list", listedOn: "2026-08-20" });
  const live = h100(2, 3);
  const feed = (source: FeedState["source"], minutes: number): FeedState => ({
    provider: "runpod",
    source,
    lastSuccessAt: minutesAgo(minutes),
  });
  const sources = (feeds: FeedState[]) =>
    searchMarket(marketOf(now, [list, live], feeds), emptySearch, now).hits.map((hit) => [
      hit.source,
      hit.freshness,
    ]);

  it("shows live offers with their age, and list prices only while no feed has answered within a day", () => {
    expect(sources([feed("live", 1)])).toEqual([["live", "fresh"]]);
    expect(sources([feed("live", 16)])).toEqual([["live", "stale"]]);
    expect(sources([feed("live", 24 * 60 + 1)])).toEqual([["list", null]]);
  });

  it("marks a price as a list price when the feed repeats a list, and still names the feed of the offer", () => {
    const repeated = h100(2, 3, { listedOn: "2026-08-20" });
    const [hit] = searchMarket(marketOf(now, [repeated], [feed("live", 1)]), emptySearch, now).hits;
    expect(hit).toMatchObject({
      source: "list",
      feedSource: "live",
      listedOn: "2026-08-20",
      freshness: "fresh",
    });
  });

  it("never shows simulated prices together with real ones", () => {
    const both = marketOf(now, [live, h100(3, 1, { source: "simulated" })]);
    const shown = (polledSource: Market["polledSource"]) =>
      searchMarket({ ...both, polledSource }, emptySearch, now).hits.map((hit) => hit.source);
    expect([shown("live"), shown("simulated")]).toEqual([["live"], ["simulated"]]);
  });
});

describe("searchMarket: order", () => {
  const market = sampleMarket(800, now);

  it("ranks the whole filtered set and not the page", () => {
    const all = searchMarket(market, search({ limit: "800" }), now);
    const third = searchMarket(market, search({ limit: "50", page: "3" }), now);
    expect(third.hits).toEqual(all.hits.slice(100, 150));
    expect(all.hits.map((hit) => hit.rank)).toEqual(
      [...all.hits.map((hit) => hit.rank)].sort((a, b) => a - b),
    );
  });

  it.each(["price", "hourly", "vram", "count", "throughput", "reliability", "changed", "score"])(
    "sorts by %s like a full sort, in both directions, unknown last",
    (key) => {
      for (const sort of [key, `-${key}`]) {
        const few = searchMarket(market, search({ sort, limit: "40" }), now).hits;
        const all = searchMarket(market, { ...search({ sort }), limit: null }, now).hits;
        expect(few).toEqual(all.slice(0, 40));
        if (key === "reliability") {
          const firstUnknown = all.findIndex((hit) => hit.reliability === null);
          expect(all.slice(firstUnknown).every((hit) => hit.reliability === null)).toBe(true);
        }
      }
    },
  );

  it("by last change, puts a list on its own day and not where it was read in", () => {
    const list = h100(1, 2, {
      provider: "azure",
      source: "list",
      listedOn: "2026-01-01",
      changedAt: "2026-10-31T23:59:00Z",
    });
    const polled = h100(2, 3, { changedAt: "2026-06-01T00:00:00Z" });
    const found = searchMarket(marketOf(now, [list, polled]), search({ sort: "changed" }), now);
    expect(found.hits.map(({ id }) => id)).toEqual([polled.id, list.id]);
  });

  it("orders cheapest first by price, with score and rank untouched", () => {
    const hits = searchMarket(market, search({ sort: "price", limit: "100" }), now).hits;
    const prices = hits.map((hit) => hit.microUsdPerGpuHour);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(new Set(hits.map((hit) => hit.rank)).size).toBeGreaterThan(50);
  });

  it("gives each row the place on the screen that its explanation names, in every order, and the rank of its score beside it", () => {
    const twins = [3, 2, 2].map((usd, index) => h100(index, usd, { region: `r${index}` }));
    const few = marketOf(now, [...twins, h100(9, 1, { availability: "unavailable" })]);
    for (const sort of ["score", "-score", "price", "-price", "vram"]) {
      const asked = search({ sort });
      const { hits } = searchMarket(few, asked, now);
      expect(hits.map(({ place }) => place)).toEqual([1, 2, 3, 4]);
      const told = hits.map(({ id }) => explainRow(few, asked, id, now)?.offer);
      expect(told.map((offer) => offer?.place)).toEqual([1, 2, 3, 4]);
      expect(told.map((offer) => offer?.rank)).toEqual(hits.map(({ rank }) => rank));
    }
    const second = searchMarket(market, search({ sort: "price", limit: "50", page: "2" }), now).hits;
    expect([second[0]?.place, second.at(-1)?.place]).toEqual([51, 100]);
  });

  it("an offer that appears or disappears does not reorder two others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 100_000 }), (index) => {
        const before = searchMarket(sampleMarket(60, now), search({ limit: "100" }), now).hits.map(
          (hit) => hit.id,
        );
        const bigger = sampleMarket(60, now);
        const extra = sampleRow(index, now);
        putRow(bigger.columns, extra);
        const after = searchMarket(bigger, search({ limit: "100" }), now).hits.map((hit) => hit.id);
        expect(after.filter((id) => id !== extra.id)).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  it("an offer that is better on every criterion dominates, and never ranks lower", () => {
    const found = (reliability: number | null) => {
      const worse = h100(7, 3, { availability: "limited", reliability });
      const better = h100(8, 2, { availability: "available", reliability });
      const result = searchMarket(marketOf(now, [worse, better]), emptySearch, now);
      return result.hits.map((hit) => [hit.microUsdPerGpuHour, hit.rank, hit.dominatedBy]);
    };
    expect(found(0.99)).toEqual([
      [2_000_000, 1, null],
      [3_000_000, 2, h100(8, 2).id],
    ]);
    // Of reliability that nobody states, nobody can say that it is as good.
    expect(found(null)).toEqual([
      [2_000_000, 1, null],
      [3_000_000, 2, null],
    ]);
  });
});

describe("groups", () => {
  it("put every found offer in one group", () => {
    const market = sampleMarket(500, now);
    for (const group of ["gpu", "provider", "region", "country", "count"]) {
      const result = searchMarket(market, search({ group, price: "..5" }), now);
      expect(result.groups.reduce((sum, one) => sum + one.offers, 0)).toBe(result.total);
      for (const { lowest, median, highest } of result.groups)
        expect([lowest, median, highest]).toEqual(
          [lowest, median, highest].toSorted((a, b) => Number(a) - Number(b)),
        );
    }
  });
});

describe("past prices", () => {
  const past = { isSpot: true, source: "list" as const, listedOn: "2024-01-03" };

  it("are not first in the default order, however cheap", () => {
    const market = marketOf(now, [
      h100(1, 0.1, past),
      h100(2, 3, { source: "list", listedOn: "2026-10-01" }),
    ]);
    expect(searchMarket(market, emptySearch, now).hits.map(({ isPast }) => isPast)).toEqual([false, true]);
  });

  it("are no lowest or median of a group, and a group of nothing else has no price", () => {
    const found = (rows: MarketRow[]) =>
      searchMarket(marketOf(now, rows), search({ group: "gpu" }), now).groups;
    expect(found([h100(1, 0.1, { ...past, provider: "aws" }), h100(2, 3), h100(3, 4)])).toMatchObject([
      { offers: 3, priced: 2, lowest: 3_000_000, median: 3_500_000, highest: 4_000_000 },
    ]);
    expect(found([h100(1, 0.1, past)])).toMatchObject([
      { offers: 1, priced: 0, lowest: null, isLowestSpot: null, median: null, highest: null },
    ]);
  });

  it("a group says how many of its prices are spot, and of which kind the lowest is", () => {
    const found = (rows: MarketRow[]) =>
      searchMarket(marketOf(now, rows), search({ group: "gpu" }), now).groups;
    const spot = h100(1, 2, { isSpot: true });
    expect(found([spot, h100(2, 3), h100(3, 4)])).toMatchObject([
      { priced: 3, pricedSpot: 1, lowest: 2_000_000, isLowestSpot: true },
    ]);
    expect(found([spot, h100(2, 2)])).toMatchObject([{ priced: 2, pricedSpot: 1, isLowestSpot: false }]);
    expect(found([spot])).toMatchObject([{ priced: 1, pricedSpot: 1, isLowestSpot: true }]);
  });
});

describe("describeOffers", () => {
  it("gives an offer the score that it has in a search", () => {
    const market = sampleMarket(100, now);
    const { hits } = searchMarket(market, search({ limit: "10" }), now);
    const described = describeOffers(
      market,
      hits.map((hit) => hit.id),
      emptySearch,
      now,
    );
    expect(described.map((one) => one.score)).toEqual(hits.map((hit) => hit.score));
  });
});
