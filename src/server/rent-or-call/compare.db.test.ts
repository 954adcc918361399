import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import { questionDefaults, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import type { Context } from "@/server/context";
import { asOwner, emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { warmMarket } from "@/server/market/client";
import { getModel } from "@/server/models/get-model";
import { appRouter } from "@/server/trpc/root";
import { compareRentAndCall } from "./compare";

const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const model = questionDefaults.model;
/** Reads ten million tokens. */
const SCOUT = "llama-4-scout-17b-16e-instruct";
const LLAMA_3 = "llama-3-8b-instruct";

const h200 = (externalId: string, usd: number, more: Partial<Offer> = {}) =>
  sampleOffer(externalId, usd, { gpuId: "h200-sxm-141", gpuRaw: "H200 SXM", vramGib: 141, ...more });

let contextAt: (now: Date) => Context;
beforeAll(async () => {
  contextAt = await emptyMarket();
  await ingest("runpod", [
    h200("a", 3),
    h200("b", 1, { isSpot: true }),
    h200("gone", 0.1, { availability: "unavailable" }),
  ]);
  await ingest("vultr", [h200("c", 2.5)]);
  await asOwner`truncate token_offers cascade`;
  await priced({ id: "1", provider: "groq", input: 590_000, output: 790_000 });
  await priced({ id: "2", provider: "together", input: 880_000, output: 880_000, context: 2048 });
  await priced({ id: "3", provider: "deepinfra", input: 100_000, output: 320_000, model: "another" });
  await priced({ id: "4", provider: "fireworks", input: 100_000, output: 100_000, goneAt: start });
});
afterAll(() => warmMarket().close());

const compare = (change: Partial<RentOrCallQuestion> = {}, minutes = 1) =>
  compareRentAndCall(contextAt(later(minutes)), { ...questionDefaults, ...change });

describe("compareRentAndCall", () => {
  it("lists both kinds by landed cost, calls exact and machines as a range", async () => {
    const { rows, best } = await compare();
    expect(rows.map(({ kind, provider }) => [kind, provider])).toEqual([
      ["call", "groq"],
      ["rent", "vultr"],
      ["rent", "runpod"],
      ["call", "together"],
    ]);
    const [groq, vultr] = rows;
    expect(groq?.microUsdPerMillionTokens).toEqual({ low: 640_000, expected: 640_000, high: 640_000 });
    expect(vultr?.kind === "rent" && vultr.throughput.sheet.source.url).toMatch(
      /^https:\/\/www\.nvidia\.com/,
    );
    // $2.50 x 730 h, the disk for 65.75 + 40 GiB at $0.10, and egress.
    expect(vultr?.kind === "rent" && vultr.landed.parts).toMatchObject({ compute: 1_825_000_000, fee: 0 });
    expect([best.call?.provider, best.rent?.provider]).toEqual(["groq", "vultr"]);
  });

  it("disqualifies a call with too short a context, and says so", async () => {
    const together = (await compare()).rows.find(({ provider }) => provider === "together");
    expect(together).toMatchObject({
      qualifies: false,
      notes: expect.arrayContaining(["context_too_short"]),
    });
    expect(
      (await compare({ context: 2048 })).rows.find(({ provider }) => provider === "together")?.qualifies,
    ).toBe(true);
  });

  it("breaks even at the volume where the cheapest call costs as much as the cheapest machine", async () => {
    const { breakEven, curve, curveOffers } = await compare({ speed: 0 });
    const point = breakEven?.expected;
    expect(point).toBeTruthy();
    const vultr = (await compare({ speed: 0, tokens: Math.round(point?.tokensPerDay ?? 0) })).best;
    const [rent, call] = [vultr.rent?.microUsdPerMonth.expected, vultr.call?.microUsdPerMonth.expected];
    expect((rent ?? 0) / (call ?? 1)).toBeCloseTo(1, 5);
    expect(curveOffers.map(({ id }) => id)).toContain(point?.machineId);
    const volumes = curve?.map(({ tokensPerDay }) => tokensPerDay) ?? [];
    expect(volumes[0]).toBeLessThan(questionDefaults.tokens);
    expect(volumes.at(-1)).toBeGreaterThan(point?.tokensPerDay ?? Number.POSITIVE_INFINITY);
  });

  it("takes assumptions from the question", async () => {
    const [plain, dear] = [await compare(), await compare({ fee: 10 })];
    expect(dear.question).toEqual({ ...questionDefaults, fee: 10 });
    const cost = (found: typeof plain) => found.best.call?.microUsdPerMonth.expected ?? 0;
    expect(cost(dear) / cost(plain)).toBeCloseTo(1.1, 6);
    expect((await compare({ pricing: "spot" })).best.rent).toMatchObject({
      isSpot: true,
      notes: expect.arrayContaining(["spot_can_be_taken"]),
    });
  });

  it.each<[string, Partial<RentOrCallQuestion>, string]>([
    ["too long", { model: SCOUT, context: 800_000, speed: 0 }, "context"],
    ["too long at 16 bits", { model: SCOUT, context: 2_000_000, bits: "16", speed: 0 }, "bits_and_context"],
    ["too large at 16 bits", { bits: "16" }, "bits"],
    ["too fast", { speed: 900 }, "speed"],
  ])("suggests an alternative when nothing is suitable: %s", async (_, change, kind) => {
    const found = await compare(change);
    expect(found.best.rent).toBeNull();
    expect(found.breakEven).toBeNull();
    expect(found.market.largestVramGib).toBe(141);
    expect(found.alternatives.map((one) => one.kind)).toContain(kind);
    for (const alternative of found.alternatives)
      expect((await compare({ ...change, ...alternative.change })).best.rent?.qualifies).toBe(true);
  });

  it("lets nothing qualify beyond what the model itself reads, and says so: Llama 3 8B at 200,000 tokens", async () => {
    await priced({
      id: "l3-1",
      provider: "groq",
      input: 50_000,
      output: 80_000,
      model: LLAMA_3,
      context: 8192,
    });
    await priced({ id: "l3-2", provider: "together", input: 40_000, output: 60_000, model: LLAMA_3 });
    const found = await compare({ model: LLAMA_3, context: 200_000, speed: 0 });
    expect(found.needs).toEqual({ why: "context_too_long", limitTokens: 8192 });
    expect(found.best).toEqual({ call: null, rent: null });
    expect(found.breakEven).toBeNull();
    expect(found.rows.map(({ kind, qualifies, notes }) => [kind, qualifies, notes[0]])).toEqual([
      ["call", false, "beyond_model_context"],
      ["call", false, "beyond_model_context"],
    ]);
    expect(found.alternatives.find(({ kind }) => kind === "context")?.change).toEqual({ context: 8192 });
    const within = await compare({ model: LLAMA_3, context: 8192, speed: 0 });
    expect([within.best.call?.provider, within.best.rent?.qualifies]).toEqual(["together", true]);
  });

  it("says that the cache is unknown where no config of the model could be read", async () => {
    const found = await compare({ model: "llama-3.2-90b-vision-instruct" });
    expect(found.needs).toMatchObject({ why: "unknown_shape" });
    expect(found.best.rent).toBeNull();
  });

  it("has no call for a model that nobody sells, and no machine in an empty market", async () => {
    await contextAt(start).db
      .$executeRaw`update token_offers set gone_at = now() where provider in ('groq', 'together')`;
    const unsold = await compare();
    expect(unsold.best.call).toBeNull();
    expect(unsold.breakEven).toBeNull();
    expect(unsold.rows.every(({ kind }) => kind === "rent")).toBe(true);
    const silent = await compare({}, 25 * 60);
    expect(silent).toMatchObject({ rows: [], curve: null, market: { considered: 0, largestVramGib: null } });
    await contextAt(start).db
      .$executeRaw`update token_offers set gone_at = null where provider in ('groq', 'together')`;
  });
});

describe("calls", () => {
  it("are those of the model's page, with the same source and age", async () => {
    await ingest("groq", []);
    await priced({ id: "5", provider: "groq", input: 500_000, output: 700_000, source: "live" });
    await ingest("together", []);
    // The feed of this provider has a price of another model, so its list price of this model is no longer shown.
    await priced({ id: "6", provider: "together", model: "phi-4", input: 1, output: 1, source: "live" });
    const sources = (rows: readonly { id: string; source: string; listedOn: string | null }[]) =>
      rows.map(({ id, source, listedOn }) => [id, source, listedOn]).sort();
    const calls = async (minutes: number) =>
      (await compare({}, minutes)).rows.flatMap((row) => (row.kind === "call" ? [row] : []));
    for (const minutes of [1, 25 * 60])
      expect(sources(await calls(minutes))).toEqual(
        sources((await getModel(contextAt(later(minutes)), model)).offers),
      );
    expect(sources(await calls(1))).toEqual([["tok_5", "live", null]]);
    expect(sources(await calls(25 * 60))).toEqual([
      ["tok_1", "list", "2026-08-21"],
      ["tok_2", "list", "2026-08-21"],
    ]);
  });

  it("mark a list price as such, although a feed names the model", async () => {
    await ingest("deepinfra", []);
    await priced({
      id: "7",
      provider: "deepinfra",
      source: "live",
      isListed: true,
      input: 1,
      output: 1,
    });
    const found = (await compare()).rows.find(({ id }) => id === "tok_7");
    expect(found).toMatchObject({ source: "list", listedOn: "2026-08-21", observedAt: start.toISOString() });
  });

  it("name the longest context of each price where a provider has several for the model, and only there", async () => {
    const longest = async () =>
      (await compare()).rows.flatMap((row) =>
        row.provider === "deepinfra" && row.kind === "call" ? [row.upToTokens] : [],
      );
    expect(await longest()).toEqual([null]);
    const step = { provider: "deepinfra", source: "live" as const, isListed: true, output: 2 };
    await priced({ ...step, id: "8", input: 2, context: 200_000 });
    await priced({ ...step, id: "9", input: 3, context: 1_000_000 });
    expect(await longest()).toEqual(expect.arrayContaining([200_000, 1_000_000]));
  });
});

describe("rentOrCall.compare", () => {
  const caller = () => appRouter.createCaller(contextAt(later(1)));

  it("takes a question as URL parameters", async () => {
    const found = await caller().rentOrCall.compare({ tokens: "20M", bits: "4" });
    expect(found.model.id).toBe(model);
    expect(found.needs).toMatchObject({ weightsGib: expect.closeTo(37.06, 2) });
  });

  it("names the parameters that it rejects", async () => {
    await expect(caller().rentOrCall.compare({ tokens: "many" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(caller().rentOrCall.compare({ colour: "red" })).rejects.toThrow(/colour/);
  });
});

describe("a machine's cost", () => {
  it("is the same in the list and on the curve", async () => {
    const { curve, best } = await compare({ speed: 0 });
    const near = curve?.reduce((a, b) =>
      Math.abs(b.tokensPerDay - questionDefaults.tokens) < Math.abs(a.tokensPerDay - questionDefaults.tokens)
        ? b
        : a,
    );
    expect((near?.rent?.expected ?? 0) / (best.rent?.microUsdPerMonth.expected ?? 1)).toBeCloseTo(1, 2);
  });
});

async function ingest(provider: string, offers: Offer[]): Promise<void> {
  await ingestAnswer(contextAt(start), { provider, source: "live", offers, skipped: [], latencyMs: 1 });
}

type Priced = {
  id: string;
  provider: string;
  input: number;
  output: number;
  model?: string;
  context?: number;
  source?: "list" | "live";
  /** A polled row with a list price. */
  isListed?: boolean;
  goneAt?: Date;
};

async function priced({
  id,
  provider,
  input,
  output,
  source = "list",
  goneAt,
  ...more
}: Priced): Promise<void> {
  const listedOn = source === "list" || more.isListed ? "2026-08-21" : null;
  await contextAt(start).db.$executeRaw`
    insert into token_offers (id, provider, source, external_id, model_id, model_raw, input_micro_usd, output_micro_usd,
      context_tokens, availability, listed_on, source_url, fingerprint, first_seen_at, changed_at, gone_at, revision)
    values (${`tok_${id}`}, ${provider}, ${source}::offer_source, ${id}, ${more.model ?? model}, ${"Llama 3.3 70B"}, ${input},
      ${output}, ${more.context ?? null}, 'unknown', ${listedOn}::date, ${"https://example.com/prices"}, ${id}, ${start}, ${start},
      ${goneAt ?? null}, 1)`;
}
