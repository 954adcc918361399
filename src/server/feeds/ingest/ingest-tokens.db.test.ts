import { beforeEach, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { loadCatalogue } from "../../../../prisma/catalogue/load";
import { readList } from "../../../../prisma/catalogue/read-list";
import { loadPublishedTokenOffers } from "../published-token-offers";
import { recordFailure, recordUnchangedList } from "../record-poll";
import { type Answer, ingestAnswer } from "./ingest";
import { listening } from "./listening.double";

const feed = { provider: "together", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const llama = (input: number, output = 1) => sampleTokenOffer("llama", { input, output, cached: input / 2 });
const machine = sampleOffer("machine", 2);

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

function answer(tokenOffers: TokenOffer[], more: Partial<Answer> = {}): Answer {
  return { ...feed, offers: [machine], tokenOffers, skipped: [], latencyMs: 12, ...more };
}

const stored = () => contextAt(start).db.tokenOffer.findFirstOrThrow({ include: { pricePoints: true } });

describe("ingestAnswer: offers by the token", () => {
  it("writes them with their first price points together with the machines, and counts both", async () => {
    const counts = await ingestAnswer(contextAt(start), answer([llama(0.5)]));
    expect(counts).toMatchObject({ offers: 1, added: 2, changed: 0, gone: 0 });
    expect(await stored()).toMatchObject({
      modelId: "llama-3.3-70b-instruct",
      inputMicroUsd: 500_000n,
      outputMicroUsd: 1_000_000n,
      cachedInputMicroUsd: 250_000n,
      firstSeenAt: start,
      pricePoints: [{ at: start, inputMicroUsd: 500_000n, cachedInputMicroUsd: 250_000n }],
    });
    expect(await contextAt(start).db.providerHealth.findFirst()).toMatchObject({ offerCount: 1 });
  });

  it("writes no row for an unchanged answer", async () => {
    await ingestAnswer(
      contextAt(start),
      answer([llama(0.5), sampleTokenOffer("b", { input: 1, output: 1 })]),
    );
    const version = async () =>
      await contextAt(start).db.$queryRaw`select external_id, xmin::text from token_offers order by 1`;
    const before = await version();
    await ingestAnswer(
      contextAt(later(1)),
      answer([sampleTokenOffer("b", { input: 1, output: 1 }), llama(0.5)]),
    );
    expect(await version()).toEqual(before);
  });

  it("appends a point only for a new price, and closes the history of a gone offer", async () => {
    await ingestAnswer(contextAt(start), answer([llama(0.5)]));
    await ingestAnswer(contextAt(later(1)), answer([{ ...llama(0.5), contextTokens: 8192 }]));
    await ingestAnswer(contextAt(later(2)), answer([llama(0.6)]));
    await failing(later(3), answer([]));
    await ingestAnswer(contextAt(later(4)), answer([]));
    const row = await stored();
    expect(row).toMatchObject({ goneAt: later(4), contextTokens: 131_072 });
    expect(row.pricePoints.map(({ at, inputMicroUsd }) => [at, inputMicroUsd])).toEqual([
      [start, 500_000n],
      [later(2), 600_000n],
      [later(4), null],
    ]);
    await ingestAnswer(contextAt(later(5)), answer([llama(0.6)]));
    expect(await stored()).toMatchObject({ id: row.id, goneAt: null });
  });

  it("holds a price that fell to a hundredth until a second poll, together with a machine's", async () => {
    await ingestAnswer(contextAt(start), answer([llama(0.5)]));
    const wild = answer([llama(0.005)], { offers: [sampleOffer("machine", 0.02)] });
    expect(await ingestAnswer(contextAt(later(1)), wild)).toMatchObject({ quarantined: 3, changed: 0 });
    expect(await stored()).toMatchObject({ inputMicroUsd: 500_000n });
    const waiting = await contextAt(start).db.quarantinedPrice.findMany({ orderBy: { externalId: "asc" } });
    expect(waiting.map(({ externalId }) => externalId)).toEqual([
      "machine",
      "tokens cached: llama",
      "tokens input: llama",
    ]);
    expect(await ingestAnswer(contextAt(later(2)), wild)).toMatchObject({ quarantined: 0, changed: 2 });
    expect(await stored()).toMatchObject({ inputMicroUsd: 5000n });
    expect(await contextAt(start).db.quarantinedPrice.count()).toBe(0);
  });

  it("compares a new model with the median price of other providers", async () => {
    for (const provider of ["a", "b", "c", "d", "e"])
      await ingestAnswer(contextAt(start), { ...answer([llama(0.5)]), provider, source: "list" });
    expect(await ingestAnswer(contextAt(start), answer([llama(0.001)]))).toMatchObject({ quarantined: 1 });
    expect(await contextAt(start).db.tokenOffer.count({ where: feed })).toBe(0);
  });

  it("refuses an answer once when all or most models are missing, even with all machines present", async () => {
    const all = Array.from({ length: 12 }, (_, index) =>
      sampleTokenOffer(`m${index}`, { input: 1, output: 1 }),
    );
    await ingestAnswer(contextAt(start), answer(all));
    await failing(later(1), answer(all.slice(0, 5)));
    expect(await contextAt(start).db.tokenOffer.count({ where: { goneAt: null } })).toBe(12);
    expect(await ingestAnswer(contextAt(later(2)), answer(all.slice(0, 5)))).toMatchObject({ gone: 7 });
    await failing(later(3), answer([]));
    expect(await contextAt(start).db.tokenOffer.count({ where: { goneAt: null } })).toBe(5);
  });

  it("announces models separately from machines", async () => {
    const heard = await listening(async () => {
      await ingestAnswer(contextAt(start), answer([llama(0.5)]));
      await ingestAnswer(contextAt(later(1)), answer([llama(0.6)]));
      await ingestAnswer(contextAt(later(2)), answer([llama(0.6)]));
    });
    const changes = heard.filter(({ type }) => type !== "provider.health");
    expect(changes.map(({ type }) => type)).toEqual([
      "offers.changed",
      "token_offers.changed",
      "token_offers.changed",
    ]);
    expect(changes[2]).toMatchObject({ added: 0, changed: 1, gone: 0 });
  });

  it("ingests every committed price list, and supplies its prices to a feed that has none", async () => {
    for (const file of loadCatalogue()) {
      const sourceUrl = file.source.url;
      const tokenSourceUrl = file.tokenSource?.url;
      await ingestAnswer(contextAt(start), {
        provider: file.provider,
        source: "list",
        latencyMs: 0,
        ...readList(file),
        sourceUrl,
        tokenSourceUrl,
      });
    }
    const groq = await loadPublishedTokenOffers(contextAt(start), "groq");
    const list = loadCatalogue().find(({ provider }) => provider === "groq");
    // A feed that names a model sells it, so the days of the list are not passed on.
    const named = list && readList(list).tokenOffers.map(({ validity: _days, ...offer }) => offer);
    expect(named).toEqual(expect.arrayContaining(groq));
    expect(groq).toHaveLength(27);
    const bedrock = await contextAt(start).db.tokenOffer.findFirst({ where: { provider: "aws" } });
    expect(bedrock?.sourceUrl).toContain("genai-prices");
    const deepinfra = await contextAt(start).db.tokenOffer.findFirst({ where: { provider: "deepinfra" } });
    expect(deepinfra?.sourceUrl).toBe("https://deepinfra.com/pricing");
    const lambda = await contextAt(start).db.offer.findMany({ where: { provider: "lambda" } });
    const urlOf = (machine: string) => lambda.find(({ instanceType }) => instanceType === machine)?.sourceUrl;
    expect(urlOf("gpu_4x_h100_sxm5")).toContain("skypilot-catalog");
    expect(urlOf("gpu_1x_a10")).toMatch(/gpu-rental-prices.*2026-08-22/);
    const waiting = await contextAt(start).db.unmappedName.findMany({ orderBy: { raw: "asc" } });
    expect(waiting.map(({ provider, kind, raw }) => [provider, kind, raw])).toEqual([
      ["groq", "model", "llama-3.2-11b-text-preview"],
      ["groq", "model", "llama-3.2-90b-text-preview"],
    ]);
  });
});

describe("ingestAnswer: unmapped names", () => {
  const gpu = (raw: string, vramGib: number | null, row: number) => ({
    externalId: `row ${row}`,
    reason: { code: "gpu.unknown" as const, parameters: { name: raw } },
    unmapped: { kind: "gpu" as const, raw, vramGib },
  });
  const names = () =>
    contextAt(start).db.unmappedName.findMany({ orderBy: [{ raw: "asc" }, { vramGib: "asc" }] });

  it("stores each with its count and when it was first and last seen, and deletes it when the feed drops it", async () => {
    const skipped = [gpu("R100", 288, 1), gpu("R100", 288, 2), gpu("R100", 144, 3), gpu("Q9", null, 4)];
    const odd = sampleTokenOffer("odd", { input: 1, output: 1 }, { modelId: null, modelRaw: "Odd-7B" });
    await ingestAnswer(contextAt(start), answer([odd], { skipped }));
    expect(await names()).toMatchObject([
      { kind: "model", raw: "Odd-7B", vramGib: null, count: 1 },
      { kind: "gpu", raw: "Q9", vramGib: null, count: 1 },
      { raw: "R100", vramGib: 144, count: 1 },
      { raw: "R100", vramGib: 288, count: 2, firstSeenAt: start, lastSeenAt: start },
    ]);
    await ingestAnswer(
      contextAt(later(1)),
      answer([odd], { skipped: skipped.slice(1, 2).concat(skipped[3] ?? []) }),
    );
    expect(await names()).toMatchObject([
      { raw: "Odd-7B" },
      { raw: "Q9", firstSeenAt: start, lastSeenAt: later(1) },
      { raw: "R100", vramGib: 288, count: 1, firstSeenAt: start, lastSeenAt: later(1) },
    ]);
    await ingestAnswer(contextAt(later(2)), answer([{ ...odd, modelId: "gpt-oss-20b" }]));
    expect(await names()).toEqual([]);
  });

  it("keeps the names of other feeds, after a failed poll, and of a list that was not read again", async () => {
    await ingestAnswer(contextAt(start), answer([], { skipped: [gpu("R100", 288, 1)] }));
    await ingestAnswer(contextAt(start), { ...answer([]), provider: "vultr" });
    await recordFailure(contextAt(later(1)), feed, {
      error: new ProviderError("timeout", "slow"),
      failures: 1,
      latencyMs: 5,
    });
    expect(await names()).toMatchObject([{ provider: "together", lastSeenAt: start }]);
    await recordUnchangedList(contextAt(later(2)), feed, 5);
    expect(await names()).toMatchObject([{ provider: "together", lastSeenAt: later(2) }]);
  });
});

async function failing(now: Date, refused: Answer): Promise<void> {
  const refusal = await ingestAnswer(contextAt(now), refused).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ProviderError);
  if (isProviderError(refusal))
    await recordFailure(contextAt(now), feed, { error: refusal, failures: 1, latencyMs: 5 });
}
