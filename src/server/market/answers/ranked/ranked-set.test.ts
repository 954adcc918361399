import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gpus } from "@/domain/gpu/gpu";
import { microUsd } from "@/domain/money";
import { emptySearch, type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import { currentReference } from "@/domain/ranking/reference/versions";
import type { SearchParameters } from "@/domain/search-parameters";
import { putRow, removeRow } from "../../snapshot/columns";
import type { MarketRow } from "../../snapshot/row";
import { marketOf, sampleMarket, sampleRow } from "../../snapshot/sample.double";
import { describeOffers } from "../describe";
import { searchMarket } from "../search";

const now = new Date("2026-11-01T00:00:00Z");
const search = (parameters: SearchParameters): OfferSearch => parseSearch(parameters).search;

/** One machine of which everything is stated. */
const machine = (index: number, more: Partial<MarketRow> = {}) =>
  sampleRow(index, now, {
    gpuId: "h100-sxm-80",
    vramGib: 80,
    gpuCount: 1,
    microUsdPerGpuHour: microUsd(3_000_000),
    provider: "runpod",
    availability: "available",
    isSpot: false,
    reliability: 0.99,
    ...more,
  });
const usd = (amount: number) => ({ microUsdPerGpuHour: microUsd(Math.round(amount * 1e6)) });

describe("no rank reversal", () => {
  const questions = [{}, { gpu: "h100-sxm-80" }, { vram: "40.." }, { q: "a100" }, { preset: "training" }];
  const change = fc.record({
    kind: fc.constantFrom("add", "remove", "restock", "reprice"),
    index: fc.integer({ min: 0, max: 50_000 }),
    price: fc.integer({ min: 1, max: 90_000_000 }),
  });

  it("no change to an offer moves the score of another, or the order of two others", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questions),
        fc.array(change, { minLength: 1, maxLength: 5 }),
        (asked, changes) => {
          const wanted = search({ ...asked, limit: "1000" });
          const before = searchMarket(sampleMarket(120, now), wanted, now).hits;
          const market = sampleMarket(120, now);
          const touched = new Set<string>();
          for (const { kind, index, price } of changes) {
            const row = sampleRow(kind === "add" ? 1000 + index : index % 120, now);
            touched.add(row.id);
            if (kind === "add") putRow(market.columns, row);
            else if (kind === "remove") removeRow(market.columns, row.id);
            else if (kind === "restock") putRow(market.columns, { ...row, availability: "unavailable" });
            else putRow(market.columns, { ...row, microUsdPerGpuHour: microUsd(price) });
          }
          market.revision += 1;
          const others = (hits: typeof before) =>
            hits.filter(({ id }) => !touched.has(id)).map(({ id, score }) => [id, score]);
          expect(others(searchMarket(market, wanted, now).hits)).toEqual(others(before));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("unknown figures", () => {
  const placeOf = (rows: MarketRow[], id: string, parameters: SearchParameters = {}) =>
    searchMarket(marketOf(now, rows), search(parameters), now).hits.findIndex((hit) => hit.id === id);

  it("an H100 whose form no feed states ranks between the forms, not under a T4", () => {
    const rows = [
      machine(1, { gpuId: "h100-sxm-80" }),
      machine(2, { gpuId: "h100-80" }),
      machine(3, { gpuId: "t4-16", vramGib: 16 }),
      machine(4, { gpuId: "k80-12", vramGib: 12 }),
    ];
    expect(placeOf(rows, machine(2).id)).toBe(1);
  });

  it("shows its figures as at least, and names the forms", () => {
    const [hit] = searchMarket(marketOf(now, [machine(2, { gpuId: "h100-80" })]), emptySearch, now).hits;
    expect(hit).toMatchObject({
      fp16Tflops: 756.5,
      bandwidthGbPerSecond: 2000,
      figuresLeastOf: ["H100 SXM", "H100 PCIe"],
      isLeast: { throughput: true, bandwidth: true },
    });
    const [stated] = searchMarket(marketOf(now, [machine(1)]), emptySearch, now).hits;
    expect(stated).toMatchObject({ figuresLeastOf: [], isLeast: { throughput: false, bandwidth: false } });
    const volta = machine(3, { gpuId: "v100-16", vramGib: 16 });
    const [common] = searchMarket(marketOf(now, [volta]), emptySearch, now).hits;
    expect(common, "both forms of the V100 have one bandwidth").toMatchObject({
      bandwidthGbPerSecond: 900,
      isLeast: { throughput: true, bandwidth: false },
    });
  });

  it("of one GPU, half the price with unknown stock comes before the full price in stock", () => {
    const rows = [machine(1, usd(4)), machine(2, { ...usd(2), availability: "unknown", reliability: null })];
    expect(placeOf(rows, machine(2).id, { gpu: "h100-sxm-80" })).toBe(0);
    expect(placeOf(rows, machine(2).id)).toBe(0);
  });

  it("cheapest orders equal machines by price, whatever is known of their stock", () => {
    const states = ["available", "unknown", "limited", "unavailable"] as const;
    const rows = states.map((availability, index) =>
      machine(index, { ...usd(2 + index / 10), availability }),
    );
    const { hits } = searchMarket(marketOf(now, rows.reverse()), search({ preset: "cheapest" }), now);
    const prices = hits.map((hit) => hit.microUsdPerGpuHour);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });
});

describe("age of prices", () => {
  const old = { source: "list", listedOn: "2025-10-01", provider: "aws" } as const;

  it.each(["score", "price", "hourly", "-price"])(
    "a spot price of a year ago is last by %s, however low",
    (sort) => {
      const rows = [
        machine(1, { ...old, ...usd(0.01), isSpot: true }),
        machine(2, usd(90)),
        machine(3, usd(3)),
      ];
      const { hits } = searchMarket(marketOf(now, rows), search({ sort }), now);
      expect(hits.at(-1)?.id).toBe(machine(1).id);
      expect(hits.map(({ isPast }) => isPast)).toEqual([false, false, true]);
      expect(hits.at(-1)?.rank).toBe(3);
    },
  );

  it("no group leads by a price that is history", () => {
    const rows = [machine(1, { ...old, ...usd(0.01), isSpot: true, gpuId: "t4-16" }), machine(2, usd(90))];
    const { groups } = searchMarket(marketOf(now, rows), search({ group: "gpu" }), now);
    expect(groups.map(({ key }) => key)).toEqual(["h100-sxm-80", "t4-16"]);
  });

  it("a list price ranks as if dearer by its age and is shown as it is", () => {
    const rows = [machine(1, { ...old, ...usd(3) }), machine(2, usd(3.3))];
    const { hits } = searchMarket(marketOf(now, rows), search({ gpu: "h100-sxm-80" }), now);
    expect(hits.map(({ id }) => id)).toEqual([machine(2).id, machine(1).id]);
    expect(hits[1]?.microUsdPerGpuHour).toBe(3_000_000);
    expect((hits[1]?.rankingMicroUsdPerGpuHour ?? 0) / 3_000_000).toBeCloseTo(1.016 ** 13, 1);
  });

  it("grows by the day without a change of the market", () => {
    const market = marketOf(now, [machine(1, { ...old, ...usd(3) }), machine(2, usd(3.75))]);
    const firstAt = (day: string) => searchMarket(market, emptySearch, new Date(day)).hits[0]?.id;
    market.feeds.set("runpod/live", {
      provider: "runpod",
      source: "live",
      lastSuccessAt: "2026-11-01T00:00:00Z",
    });
    expect(firstAt("2025-10-02T00:00:00Z")).toBe(machine(1).id);
    expect(firstAt("2026-11-01T00:00:00Z")).toBe(machine(1).id);
    market.feeds.set("runpod/live", {
      provider: "runpod",
      source: "live",
      lastSuccessAt: "2027-11-01T00:00:00Z",
    });
    expect(firstAt("2027-11-01T00:00:00Z")).toBe(machine(2).id);
  });
});

describe("the reference", () => {
  it("is named with every result, and a link may keep it", () => {
    const market = marketOf(now, [machine(1)]);
    expect(searchMarket(market, emptySearch, now).domain.reference).toBe(currentReference);
    expect(search({ reference: currentReference }).reference).toBe(currentReference);
  });

  it("an unknown one is named as an issue, and the current one is used", () => {
    const { search: read, issues } = parseSearch({ reference: "1999-01" });
    expect(read.reference).toBe(currentReference);
    expect(issues).toEqual([
      { field: "reference", code: "not_an_option", parameters: { options: [currentReference] } },
    ]);
  });
});

it("scores an offer alone as it scores it among others, in every question", () => {
  const market = sampleMarket(300, now);
  const asked = fc.constantFrom(
    {},
    { vram: "24..80" },
    { vendor: "amd" },
    { gpu: "t4-16,l4-24" },
    { q: "rtx" },
  );
  fc.assert(
    fc.property(asked, (parameters) => {
      const wanted = search({ ...parameters, limit: "50" });
      const { hits } = searchMarket(market, wanted, now);
      const alone = describeOffers(
        market,
        hits.map(({ id }) => id),
        wanted,
        now,
      );
      expect(alone.map(({ score, utilities }) => [score, utilities])).toEqual(
        hits.map(({ score, utilities }) => [score, utilities]),
      );
    }),
  );
});

it("has rows for every GPU of the table in the question about the whole market", () => {
  const market = marketOf(
    now,
    gpus.map((gpu, index) => machine(index, { gpuId: gpu.id, vramGib: gpu.vramGib })),
  );
  const { hits, domain } = searchMarket(market, search({ limit: "1000" }), now);
  expect(hits).toHaveLength(gpus.length);
  expect(domain.gpuCount).toBe(gpus.length);
  expect(hits.every(({ score }) => score > 0 && score < 1)).toBe(true);
});
