import { expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { marketOf, sampleMarket, sampleRow } from "../snapshot/sample.double";
import { searchMarket } from "./search";

const now = new Date("2026-11-01T00:00:00Z");
const search = (parameters: SearchParameters): OfferSearch => parseSearch(parameters).search;
const machine = (index: number, gpuId: string, vramGib: number, gpuCount: number) =>
  sampleRow(index, now, {
    gpuId,
    vramGib,
    gpuCount,
    microUsdPerGpuHour: microUsd(gpuId === "t4-16" ? 100_000 : 3_000_000),
    availability: "available",
    isSpot: false,
  });
const market = marketOf(now, [
  machine(1, "t4-16", 16, 1),
  machine(2, "h100-sxm-80", 80, 1),
  machine(3, "h100-sxm-80", 80, 4),
  machine(4, "h100-sxm-80", 80, 8),
  machine(5, "t4-16", 16, 8),
]);
const found = (parameters: SearchParameters) => {
  const { hits, total, need } = searchMarket(market, search(parameters), now);
  return { counts: hits.map(({ gpuId, gpuCount }) => `${gpuCount}x ${gpuId}`).sort(), total, need };
};

it("drops the machines that cannot hold the model before it ranks, and says how many and by which need", () => {
  const { counts, need } = found({ model: "llama-3.3-70b-instruct", bits: "16" });
  expect(counts).toEqual(["4x h100-sxm-80", "8x h100-sxm-80"]);
  expect(need?.dropped).toBe(3);
  expect(need?.bound).toBe("exact");
  expect(need?.minVramGib).toBeGreaterThan(140);
});

it("takes a size in place of a model, and fewer bits for more machines", () => {
  expect(found({ model: "70B", bits: "16" }).counts).toEqual(["4x h100-sxm-80", "8x h100-sxm-80"]);
  expect(found({ model: "70B", bits: "4" }).counts).toEqual([
    "1x h100-sxm-80",
    "4x h100-sxm-80",
    "8x h100-sxm-80",
    "8x t4-16",
  ]);
  expect(found({ model: "70B", bits: "4" }).need).toMatchObject({ bound: "least", dropped: 1 });
});

it("asks of a slice of a card what the model needs, once: its VRAM is that of the slice", () => {
  const half = marketOf(now, [machine(1, "a10-24", 12, 0.5), machine(2, "a10-24", 4, 1 / 6)]);
  const kept = (model: string) =>
    searchMarket(half, search({ model, bits: "16" }), now).hits.map(({ gpuCount }) => gpuCount);
  // 3B at 16 bits is 5.6 GiB of weights; 6B is 11.2, and 12.3 with the overhead.
  expect(kept("3B")).toEqual([0.5]);
  expect(kept("6B")).toEqual([]);
});

it("counts as dropped only what the other filters leave", () => {
  expect(found({ model: "70B", bits: "16", gpu: "h100-sxm-80" }).need?.dropped).toBe(1);
  expect(found({}).need).toBeNull();
});

it("says that the model is the filter which leaves nothing", () => {
  const { hits, removed } = searchMarket(market, search({ model: "4000B" }), now);
  expect(hits).toEqual([]);
  expect(removed).toEqual([{ filter: "model", count: 5 }]);
});

it("never moves the score of an offer that it leaves", () => {
  const sample = sampleMarket(400, now);
  const scores = (parameters: SearchParameters) =>
    new Map(
      searchMarket(sample, search({ ...parameters, limit: "1000" }), now).hits.map((h) => [h.id, h.score]),
    );
  const all = scores({});
  const left = scores({ model: "llama-3.3-70b-instruct", bits: "16" });
  expect(left.size).toBeGreaterThan(10);
  expect(left.size).toBeLessThan(all.size);
  for (const [id, score] of left) expect(score).toBe(all.get(id));
});

it.each([
  ["70", "model_or_size_form"],
  ["a model of tomorrow", "model_or_size_form"],
  ["claude-opus-4-5", "model_or_size_form"],
])("answers %j with an issue at the field that names the way out, and searches without it", (model, code) => {
  const { search: read, issues } = parseSearch({ model });
  expect(read.model).toBe("");
  expect(issues).toEqual([{ field: "model", code, parameters: {} }]);
});
