import { describe, expect, it } from "vitest";
import { type MicroUsd, microUsd } from "@/domain/money";
import { nextLevel } from "./chained-index";
import type { IndexOffer } from "./index-offer";
import { indexOffer as offer } from "./index-offer.double";
import { marketIndexOf, recordedIndexOf } from "./market-index";

const three = () => [offer("aws", 4), offer("runpod", 2), offer("vultr", 3)];
const reasons = (offers: readonly IndexOffer[]) =>
  Object.fromEntries(marketIndexOf(offers).exclusions.map(({ reason, offers: count }) => [reason, count]));

describe("marketIndexOf", () => {
  it("computes median, trimmed mean and range with one vote per provider", () => {
    expect(marketIndexOf(three())).toMatchObject({
      median: 3_000_000,
      trimmedMean: 3_000_000,
      lowerQuartile: 2_000_000,
      upperQuartile: 4_000_000,
      low: 2_000_000,
      high: 4_000_000,
      absence: null,
      sources: 3,
      offers: 3,
      weight: 3,
      countedSource: "live",
      exclusions: [],
    });
  });

  it("says whether a feed stated any of the offers that count, and nothing where none does", () => {
    const list = (provider: string) => offer(provider, 3, { source: "list", weight: 0.2 });
    expect(marketIndexOf([...three(), list("lambda")]).countedSource).toBe("live");
    expect(marketIndexOf([list("lambda"), offer("aws", 3)]).countedSource).toBe("live");
    expect(marketIndexOf([list("lambda"), list("verda")])).toMatchObject({
      median: null,
      countedSource: "list",
    });
    expect(marketIndexOf([offer("aws", 3, { availability: "unavailable" })]).countedSource).toBeNull();
    expect(marketIndexOf([]).countedSource).toBeNull();
  });

  it("lets 500 rows of one provider outvote nobody", () => {
    const many = Array.from({ length: 500 }, (_, index) => offer("vastai", 2 + index / 1000));
    const index = marketIndexOf([...many, offer("aws", 3), offer("runpod", 3), offer("vultr", 3.1)]);
    expect(index.median).toBe(3_000_000);
    expect(index.providers.map(({ share }) => share.toFixed(2))).toEqual(["0.25", "0.25", "0.25", "0.25"]);
    expect(index.offers).toBe(503);
  });

  it("says of a source all the days of the lists that count, and not the newest alone", () => {
    const listed = (listedOn: string) => offer("azure", 3, { source: "list", listedOn });
    const { providers } = marketIndexOf([...three(), listed("2026-01-21"), listed("2026-11-09")]);
    expect(providers.find(({ provider }) => provider === "azure")?.listedOn).toBe("2026-01-21/2026-11-09");
  });

  it("lets old prices count less: two stale feeds do not outvote a fresh one", () => {
    const index = marketIndexOf([
      offer("aws", 4, { weight: 0.2 }),
      offer("azure", 3.9, { weight: 0.2 }),
      offer("runpod", 3),
    ]);
    expect(index.median).toBe(3_000_000);
    expect(index.providers[0]).toMatchObject({ provider: "runpod", weight: 1 });
  });

  it.each([
    [[], "no_offers"],
    [[offer("aws", 4), offer("aws", 5)], "too_few_sources"],
    [[offer("aws", 4), offer("runpod", 3)], "too_few_sources"],
    [three().map((one) => ({ ...one, weight: 0.3 })), "too_little_weight"],
  ] as const)("has no figure and gives the reason (case %#): %s", (offers, absence) => {
    const index = marketIndexOf(offers);
    expect(index).toMatchObject({ median: null, trimmedMean: null, absence });
    expect(reasons(offers)).toEqual(offers.length > 0 ? { no_index: offers.length } : {});
  });

  it.each([
    ["hidden_feed", { weight: "hidden_feed" }],
    ["list_behind_feed", { weight: "list_behind_feed", source: "list" }],
    ["list_too_old", { weight: "list_too_old", source: "list" }],
    ["list_undated", { weight: "list_undated", source: "list" }],
    ["held_price", { isHeld: true }],
    ["part_of_a_card", { gpuCount: 0.5 }],
    ["unavailable", { availability: "unavailable" }],
  ] as const)("leaves out %s and gives an example", (reason, more) => {
    const out = offer("lambda", 2.9, { region: "us-east-1", ...more });
    const { exclusions, median } = marketIndexOf([...three(), out]);
    expect(median).toBe(3_000_000);
    expect(exclusions).toEqual([
      {
        reason,
        offers: 1,
        examples: [
          {
            id: out.id,
            provider: "lambda",
            instanceType: "lambda machine",
            region: "us-east-1",
            microUsdPerGpuHour: 2_900_000,
            source: out.source,
            observedAt: null,
            listedOn: out.listedOn,
            timesMedian: null,
            deviations: null,
            countsAt: null,
          },
        ],
      },
    ]);
  });

  it.each(["limited", "unknown"] as const)("counts stock that is %s", (availability) => {
    expect(marketIndexOf(three().map((one) => ({ ...one, availability }))).sources).toBe(3);
  });
});

describe("outliers", () => {
  it("are left out with their distance, and a price near the median never is", () => {
    const same = ["aws", "azure", "runpod", "vultr"].map((provider) => offer(provider, 2));
    const { exclusions, median, high } = marketIndexOf([
      ...same,
      offer("lambda", 4.99),
      offer("verda", 0.0201),
      offer("paperspace", 200),
    ]);
    expect([median, high]).toEqual([2_000_000, 4_990_000]);
    expect(exclusions).toMatchObject([
      {
        reason: "outlier",
        offers: 2,
        examples: [{ timesMedian: 100 }, { timesMedian: expect.closeTo(0.01) }],
      },
    ]);
    expect(exclusions[0]?.examples[0]?.deviations).toBeGreaterThan(3.5);
  });

  it("are not looked for when there are too few sources", () => {
    expect(reasons([offer("aws", 1), offer("azure", 1000)])).toEqual({ no_index: 2 });
  });
});

describe("a resold machine", () => {
  const resold = (usd: number, more: Partial<IndexOffer> = {}) =>
    offer("shadeform", usd, { instanceType: "lambdalabs A100x8", gpuCount: 8, ...more });
  const direct = (usd: number, more: Partial<IndexOffer> = {}) =>
    offer("lambda", usd, { gpuCount: 8, ...more });

  it("counts at the cloud itself", () => {
    const { exclusions, sources } = marketIndexOf([...three(), direct(2), resold(2.4), resold(2.5)]);
    expect(sources).toBe(4);
    expect(exclusions).toMatchObject([
      { reason: "two_doors", offers: 2, examples: [{ countsAt: "lambda" }, { countsAt: "lambda" }] },
    ]);
  });

  it("counts at the aggregator while its price is fresher than the cloud's list price", () => {
    const list = direct(2, { source: "list", weight: 0.1 });
    const { exclusions, providers } = marketIndexOf([...three(), list, resold(2.4)]);
    expect(exclusions).toMatchObject([
      { reason: "two_doors", offers: 1, examples: [{ countsAt: "shadeform" }] },
    ]);
    expect(providers.map(({ provider }) => provider)).not.toContain("lambda");
  });

  it("counts at the aggregator if it is unavailable at the cloud", () => {
    expect(reasons([...three(), direct(2, { availability: "unavailable" }), resold(2.4)])).toEqual({
      unavailable: 1,
    });
  });

  it("does not make its cloud a second source, whatever the sizes", () => {
    const twoClouds = [offer("aws", 2), direct(2), resold(2.4, { gpuCount: 1 })];
    expect(marketIndexOf(twoClouds)).toMatchObject({ sources: 2, absence: "too_few_sources" });
    expect(marketIndexOf([...twoClouds, offer("vultr", 2)])).toMatchObject({ sources: 3, absence: null });
  });

  it("does not make an aggregator of three clouds more than one source", () => {
    const clouds = ["hyperstack", "lambdalabs", "datacrunch"];
    const offers = clouds.map((cloud) => resold(2, { instanceType: `${cloud} A100x8` }));
    expect(marketIndexOf(offers)).toMatchObject({ sources: 1, absence: "too_few_sources" });
  });

  it("is a row of its cloud when it counts beside it, so that there are as many rows as sources", () => {
    const offers = [offer("aws", 2), offer("vultr", 3), direct(2), resold(2.4, { gpuCount: 1 })];
    const { sources, providers } = marketIndexOf(offers);
    expect(sources).toBe(3);
    expect(
      providers.map(({ provider, through, offers: count, weight }) => [provider, through, count, weight]),
    ).toEqual([
      ["aws", [], 1, 1],
      ["lambda", ["shadeform"], 2, 1],
      ["vultr", [], 1, 1],
    ]);
  });

  it("differs from one of another size or another cloud", () => {
    const others = [
      direct(2),
      resold(2.4, { gpuCount: 1 }),
      resold(2.4, { instanceType: "hyperstack A100x8" }),
    ];
    expect(reasons([...three(), ...others])).toEqual({});
  });
});

describe("recordedIndexOf", () => {
  it("has the sources and offers that count, a list price with a quarter of a vote whatever its age", () => {
    const list = offer("lambda", 2.9, { source: "list", weight: 0.01 });
    const stale = offer("verda", 3.1, { weight: 0.07 });
    const out = offer("google", 3, { availability: "unavailable" });
    const { figures, sources, members } = recordedIndexOf([...three(), list, stale, out]);
    expect(sources).toEqual(["aws", "lambda", "runpod", "verda", "vultr"]);
    expect(figures).toMatchObject({ sources: 5, offers: 5 });
    expect(members.map(({ source, microUsdPerGpuHour, vote }) => [source, microUsdPerGpuHour, vote])).toEqual(
      [
        ["runpod", 2_000_000, 1],
        ["lambda", 2_900_000, 0.25],
        ["vultr", 3_000_000, 1],
        ["verda", 3_100_000, 1],
        ["aws", 4_000_000, 1],
      ],
    );
  });

  it("links a price that was held to its last confirmed one, so a confirmed move enters the chain and a held one does not", () => {
    const offers = [...three(), offer("lambda", 2)];
    const at = (microUsdPerGpuHour: MicroUsd, isHeld: boolean) =>
      offers.map((one) => (one.provider === "lambda" ? { ...one, microUsdPerGpuHour, isHeld } : one));
    const [low, high] = [microUsd(2_000_000), microUsd(4_000_000)];
    let chain: Parameters<typeof nextLevel>[0] = null;
    const levels = [at(low, false), at(low, true), at(high, false)].map((slot, place) => {
      const { members } = recordedIndexOf(slot);
      chain = { ...nextLevel(chain, members, `slot ${place}`), members };
      return chain;
    });
    expect(levels.map(({ level }) => level)).toEqual([100, 100, expect.closeTo(100 * 2 ** (1 / 4), 9)]);
    expect(levels.map(({ basedAt }) => basedAt)).toEqual(["slot 0", "slot 0", "slot 0"]);
    expect(recordedIndexOf(at(low, true))).toMatchObject({
      sources: ["aws", "runpod", "vultr"],
      figures: { offers: 3, median: 3_000_000 },
    });
  });
});
