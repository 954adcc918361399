import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/domain/errors";
import { emptyModelSearch, parseModelSearch } from "@/domain/model/model-search";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { type Answer, ingestAnswer } from "@/server/feeds/ingest/ingest";
import { recordUnchangedList } from "@/server/feeds/record-poll";
import { unmappedNames } from "@/server/status/unmapped-names";
import { getModel } from "./get-model";
import { modelPriceHistory } from "./price-history";
import { searchServedModels } from "./search";
import { servedModels } from "./served-models";
import { readTokenPrices } from "./token-price-points";

const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const minutesOf = (at: Date) => (at.getTime() - start.getTime()) / 60_000;
const LLAMA = "llama-3.3-70b-instruct";

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

function take(minutes: number, provider: string, tokenOffers: TokenOffer[], more: Partial<Answer> = {}) {
  const answer = { provider, source: "live" as const, offers: [], skipped: [], latencyMs: 1, tokenOffers };
  return ingestAnswer(contextAt(later(minutes)), { ...answer, ...more });
}

const listed = (input: number, output: number) =>
  sampleTokenOffer("llama", { input, output }, { listedOn: "2026-08-21" });
const sources = async (minutes: number) =>
  (await getModel(contextAt(later(minutes)), LLAMA)).offers.map(({ provider, source }) => [provider, source]);

describe("getModel", () => {
  it("returns every offer, cheapest input first, with source and age", async () => {
    await take(0, "groq", [listed(0.59, 0.79)], { source: "list", sourceUrl: "https://groq.com/pricing" });
    await take(0, "together", [sampleTokenOffer("x", { input: 0.3, output: 0.9, cached: 0.1 })]);
    const { model, offers } = await getModel(contextAt(later(5)), LLAMA);
    expect(model.name).toBe("Llama 3.3 70B Instruct");
    expect(offers).toMatchObject([
      {
        provider: "together",
        providerName: "Together AI",
        source: "live",
        listedOn: null,
        observedAt: start.toISOString(),
        inputMicroUsd: 300_000,
        cachedInputMicroUsd: 100_000,
      },
      {
        provider: "groq",
        source: "list",
        listedOn: "2026-08-21",
        observedAt: null,
        sourceUrl: "https://groq.com/pricing",
        outputMicroUsd: 790_000,
        cachedInputMicroUsd: null,
      },
    ]);
  });

  it("shows a provider's list prices only while it has no polled token price", async () => {
    await take(0, "together", [listed(0.88, 0.88)], { source: "list" });
    expect(await sources(1)).toEqual([["together", "list"]]);
    await take(1, "together", [], { offers: [sampleOffer("machine", 2)] });
    expect(await sources(2)).toEqual([["together", "list"]]);
    await take(2, "together", [sampleTokenOffer("x", { input: 0.8, output: 0.8 })], {
      offers: [sampleOffer("machine", 2)],
    });
    expect(await sources(3)).toEqual([["together", "live"]]);
    expect(await sources(3 + 24 * 60)).toEqual([["together", "list"]]);
  });

  it("marks a list price as such, although a feed names the model", async () => {
    await take(0, "groq", [listed(0.59, 0.79)]);
    expect(await sources(1)).toEqual([["groq", "list"]]);
    const { series } = await modelPriceHistory(contextAt(later(1)), LLAMA, "24h");
    expect(series).toMatchObject([{ source: "list", feedSource: "live", listedOn: "2026-08-21" }]);
  });

  it("rejects an unknown model, and returns a known one that nobody serves", async () => {
    await expect(getModel(contextAt(start), "gpt-9")).rejects.toThrow(AppError);
    expect((await getModel(contextAt(start), "phi-4")).offers).toEqual([]);
  });
});

describe("what has ended", () => {
  const validity = {
    firstDay: null,
    lastDay: "2026-11-01",
    replacedBy: "openai/gpt-oss-120b",
    sourceUrl: "https://console.groq.com/docs/deprecations",
    readOn: "2026-10-01",
  };
  const lastMoment = 14 * 60 - 1;

  it("is an offer up to its last day in UTC and then only shown as ended, without a new load", async () => {
    const dated = sampleTokenOffer(
      "llama",
      { input: 0.1, output: 0.1 },
      { listedOn: "2026-08-21", validity },
    );
    await take(0, "groq", [dated], { source: "list" });
    await take(0, "together", [listed(0.88, 0.88)], { source: "list" });
    const before = await getModel(contextAt(later(lastMoment)), LLAMA);
    expect(before.offers.map(({ provider }) => provider)).toEqual(["groq", "together"]);
    expect(before.ended).toEqual([]);
    const after = await getModel(contextAt(later(lastMoment + 1)), LLAMA);
    expect(after.offers.map(({ provider }) => provider)).toEqual(["together"]);
    expect(after.ended).toMatchObject([{ provider: "groq", validity }]);
  });

  it("is never the cheapest, and no line of today draws it", async () => {
    const dated = sampleTokenOffer(
      "llama",
      { input: 0.1, output: 0.1 },
      { listedOn: "2026-08-21", validity },
    );
    await take(0, "groq", [dated], { source: "list" });
    const now = contextAt(later(lastMoment + 60));
    const { hits } = await searchServedModels(now, parseModelSearch({ q: "3.3 70b instruct" }).search);
    expect(hits[0]).toMatchObject({ id: LLAMA, providers: 0, cheapest: null, inputMicroUsd: null });
    const { series } = await modelPriceHistory(now, LLAMA, "24h");
    expect(series[0]?.points.every(({ inputMicroUsd }) => inputMicroUsd === null)).toBe(true);
  });

  it("ends the history of a polled price with the last day", async () => {
    await take(lastMoment - 5, "groq", [
      sampleTokenOffer("llama", { input: 0.1, output: 0.1 }, { validity }),
    ]);
    const { series } = await modelPriceHistory(contextAt(later(lastMoment + 5)), LLAMA, "24h");
    expect(series[0]?.points).toContainEqual({
      at: "2026-11-02T00:00:00.000Z",
      inputMicroUsd: null,
      outputMicroUsd: null,
    });
    expect(series[0]?.points.filter(({ inputMicroUsd }) => inputMicroUsd !== null)).toHaveLength(1);
  });
});

describe("servedModels", () => {
  it("of one provider returns its models, but only known ones", async () => {
    await take(0, "groq", [
      sampleTokenOffer("a", { input: 0.5, output: 0.6 }),
      sampleTokenOffer("b", { input: 0.1, output: 0.6 }, { modelId: "phi-4" }),
      sampleTokenOffer("c", { input: 0.1, output: 0.6 }, { modelId: null }),
    ]);
    await take(0, "together", [sampleTokenOffer("d", { input: 0.2, output: 0.2 })]);
    const offers = await servedModels(contextAt(later(1)), { provider: "groq" });
    expect(offers.map(({ modelId, modelName }) => [modelId, modelName])).toEqual([
      ["phi-4", "Phi-4"],
      [LLAMA, "Llama 3.3 70B Instruct"],
    ]);
  });
});

describe("searchServedModels", () => {
  it("returns the lowest prices and the provider with the lowest blended price under the given ratio", async () => {
    await take(0, "groq", [sampleTokenOffer("a", { input: 0.5, output: 0.5 })]);
    await take(0, "together", [
      sampleTokenOffer("b", { input: 0.2, output: 2 }),
      sampleTokenOffer("c", { input: 9, output: 9 }),
    ]);
    const hit = async (ratio: string) =>
      (await searchServedModels(contextAt(start), parseModelSearch({ ratio, q: "3.3 70b instruct" }).search))
        .hits[0];
    expect(await hit("3:1")).toMatchObject({
      id: LLAMA,
      providers: 2,
      inputMicroUsd: 200_000,
      outputMicroUsd: 500_000,
      blendedMicroUsd: 500_000,
      cheapest: { provider: "groq" },
    });
    expect(await hit("99:1")).toMatchObject({ blendedMicroUsd: 218_000, cheapest: { provider: "together" } });
  });

  it("lists every model, those that nobody serves last and without a price", async () => {
    await take(0, "groq", [sampleTokenOffer("a", { input: 0.5, output: 0.5 })]);
    const { hits, total } = await searchServedModels(contextAt(start), emptyModelSearch);
    expect([hits.length, hits[0]?.id]).toEqual([total, LLAMA]);
    expect(hits.at(-1)).toMatchObject({ providers: 0, blendedMicroUsd: null, cheapest: null });
  });
});

describe("modelPriceHistory", () => {
  const history = (minutes: number) => modelPriceHistory(contextAt(later(minutes)), LLAMA, "24h");

  it("returns each provider's price steps with a gap while its feed was silent", async () => {
    await take(0, "groq", [sampleTokenOffer("a", { input: 0.5, output: 0.6 })]);
    await take(10, "groq", [sampleTokenOffer("a", { input: 0.4, output: 0.6 })]);
    await take(70, "groq", [sampleTokenOffer("a", { input: 0.4, output: 0.6 })]);
    await take(0, "together", [listed(0.88, 0.9)], { source: "list" });
    const { series } = await history(71);
    expect(series.map(({ provider }) => provider)).toEqual(["groq", "together"]);
    expect(
      series[0]?.points.map(({ inputMicroUsd, outputMicroUsd }) => [inputMicroUsd, outputMicroUsd]),
    ).toEqual([
      [null, null],
      [500_000, 600_000],
      [400_000, 600_000],
      [null, null],
      [400_000, 600_000],
      [400_000, 600_000],
    ]);
    expect(series[1]?.listed).toEqual({ inputMicroUsd: 880_000, outputMicroUsd: 900_000 });
    expect(series[1]?.points.at(-1)).toMatchObject({ inputMicroUsd: null, outputMicroUsd: null });
    expect(series.map(({ listedOn }) => listedOn)).toEqual([null, "2026-08-21"]);
  });

  it("includes gone offers, and has at most 500 points per series", async () => {
    await take(0, "groq", [sampleTokenOffer("a", { input: 1, output: 1 })]);
    const offer = await contextAt(start).db.tokenOffer.findFirstOrThrow();
    await contextAt(start).db.tokenPricePoint.createMany({
      data: Array.from({ length: 900 }, (_, minute) => ({
        tokenOfferId: offer.id,
        at: later(minute + 1),
        inputMicroUsd: BigInt(minute + 1),
        outputMicroUsd: BigInt(minute + 1),
      })),
    });
    await contextAt(start).db.tokenOffer.update({ where: { id: offer.id }, data: { goneAt: later(901) } });
    const { series } = await history(902);
    expect(series[0]?.points.length).toBeLessThanOrEqual(500);
    expect(series[0]?.points.length).toBeGreaterThan(100);
    expect(await history(901 + 25 * 60)).toMatchObject({ series: [], trackingStartsAt: start.toISOString() });
  });

  it("returns no series for a model that nobody has served", async () => {
    expect(await history(0)).toMatchObject({ series: [], trackingStartsAt: null });
  });

  it("reads the prices within the window and the last one before it", async () => {
    for (const [minutes, usd] of [
      [0, 1],
      [10, 2],
      [20, 3],
      [30, 4],
    ] as const)
      await take(minutes, "groq", [sampleTokenOffer("a", { input: usd, output: usd })]);
    const { id } = await contextAt(start).db.tokenOffer.findFirstOrThrow();
    const read = async (from: number, to: number) => {
      const span = { from: later(from), to: later(to) };
      const points = await readTokenPrices(contextAt(later(to)), [id, "tok_none"], span);
      return [...points].map(([key, rows]) => [key, ...rows.map(({ at }) => minutesOf(at))]);
    };
    expect(await read(15, 25)).toEqual([[id, 10, 20]]);
    expect(await read(20, 30)).toEqual([[id, 10, 20, 30]]);
    expect(await read(-9, -5)).toEqual([]);
  });

  it("rejects an unknown model", async () => {
    await expect(modelPriceHistory(contextAt(start), "gpt-9", "24h")).rejects.toThrow(AppError);
  });
});

describe("unmappedNames", () => {
  it("returns who uses which name, how often and since when, GPUs before models", async () => {
    const gpu = { kind: "gpu" as const, raw: "R100", vramGib: 288 };
    const reason = { code: "gpu.unknown" as const, parameters: { name: "R100" } };
    const skipped = [1, 2].map((row) => ({ externalId: `${row}`, reason, unmapped: gpu }));
    const odd = sampleTokenOffer("odd", { input: 1, output: 1 }, { modelId: null, modelRaw: "Odd-7B" });
    await take(0, "together", [odd], { skipped });
    await recordUnchangedList(contextAt(later(9)), { provider: "together", source: "live" }, 1);
    expect(await unmappedNames(contextAt(later(10)))).toMatchObject([
      {
        kind: "gpu",
        raw: "R100",
        vramGib: 288,
        count: 2,
        providerName: "Together AI",
        firstSeenAt: start.toISOString(),
        lastSeenAt: later(9).toISOString(),
      },
      { kind: "model", raw: "Odd-7B", vramGib: null, count: 1 },
    ]);
  });
});
