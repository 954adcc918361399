import { describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { gpuById } from "@/domain/gpu/gpu";
import { availability, type Offer } from "@/domain/offer/offer";
import { readRowReason } from "@/domain/offer/row-reason";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { ProviderError } from "@/server/http/provider-error";
import { publishedPrices } from "../../../prisma/catalogue/read-list";
import type { MappedOffers, Provider } from "./contract";
import {
  changed,
  type Fixture,
  loadFixture,
  readReply,
  rowSchema,
  rowsAt,
  valueAt,
  withRows,
} from "./fixture.double";
import { providers } from "./registry";

// Each field of each row of a fixture is broken in about twenty ways, which takes time.
vi.setConfig({ testTimeout: 60_000 });

const keys = ({ offers, tokenOffers }: MappedOffers) =>
  new Set([...offers, ...tokenOffers].map((offer) => JSON.stringify(offer)));

function failureOf(read: (reply: unknown) => MappedOffers, reply: unknown): unknown {
  try {
    return read(reply);
  } catch (error) {
    return error;
  }
}

describe.each(providers.map((provider) => [provider.slug, provider] as const))("%s", (slug, provider) => {
  const fixture = loadFixture(slug);
  const published = publishedPrices(slug);
  const readOffers = (reply: unknown) => readReply(provider, reply, published);
  const baseline = readOffers(fixture.response);

  it("states plausible facts about itself", () => {
    expect(slug).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(provider.hosts).toContain(new URL(provider.baseUrl).host);
    for (const url of [provider.baseUrl, provider.docsUrl, provider.pricingUrl])
      expect(new URL(url).protocol).toBe("https:");
    expect(provider.pollEverySeconds).toBeGreaterThanOrEqual(60);
    expect(Object.keys(provider.priceKind).length).toBeGreaterThan(0);
    const sentences = provider.quirks.flatMap(({ en, es }) => [en, es]);
    expect(sentences.filter((sentence) => !sentence.endsWith("."))).toEqual([]);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it("reads offers from its fixture and accounts for every row", () => {
    expect(keys(baseline).size).toBeGreaterThan(0);
    const rows = fixture.lists.flatMap((list) => rowsAt(fixture.response, list.path));
    expect(baseline.rawCount).toBe(rows.length);
  });

  it("returns offers that meet the guarantees of their type", () => {
    for (const offer of baseline.offers) expectValidOffer(offer, provider);
    for (const offer of baseline.tokenOffers) expectValidTokenOffer(offer, provider);
    for (const kind of [baseline.offers, baseline.tokenOffers])
      expect(new Set(kind.map((offer) => offer.externalId)).size).toBe(kind.length);
    expect(baseline.skipped.filter(({ externalId }) => externalId === "")).toEqual([]);
    expect(baseline.skipped.map(({ reason }) => readRowReason(reason))).toEqual(
      baseline.skipped.map(({ reason }) => reason),
    );
  });

  it("reports every unknown GPU name as unmapped", () => {
    const lost = baseline.skipped.filter((row) => row.reason.code.startsWith("gpu.unknown") && !row.unmapped);
    expect(lost).toEqual([]);
  });

  it("is pure: it returns the same result again and does not change the reply", () => {
    const reply = deepFreeze(structuredClone(fixture.response));
    expect(readOffers(reply)).toEqual(baseline);
    expect(readOffers(reply)).toEqual(baseline);
  });

  it("does not depend on the order of rows", () => {
    let reply = fixture.response;
    for (const { path: dotted } of fixture.lists)
      reply = changed(reply, dotted, (old) => withRows(old, (rows) => rows.reverse()));
    expect(keys(readOffers(reply))).toEqual(keys(baseline));
  });

  it("ignores new fields", () => {
    let reply = fixture.response;
    for (const { path: dotted } of fixture.lists)
      reply = changed(reply, dotted, (old) =>
        withRows(old, (rows) =>
          rows.map(([key, row]) => [key, { ...rowSchema.parse(row), brandNew: { deep: [1] } }]),
        ),
      );
    expect(readOffers(reply)).toEqual(baseline);
  });

  it("reports an invalid envelope as bad_response, never as an empty list", () => {
    const wrong: unknown[] = [null, undefined, [], {}, "<html>", 7, { error: "no" }];
    for (const { path: dotted } of fixture.lists) {
      const otherKind = Array.isArray(valueAt(fixture.response, dotted)) ? {} : [];
      for (const value of [null, undefined, otherKind, "rows", 3])
        wrong.push(changed(fixture.response, dotted, () => value));
    }
    for (const reply of wrong) {
      const error = failureOf(readOffers, reply);
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject({ kind: "bad_response", retryable: false });
    }
  });

  it("refuses only the broken row, whatever is broken, and says why", () => {
    let broken = 0;
    for (const { list, at, row } of allRows(fixture)) {
      const known = knownOf(baseline, readOffers(changed(fixture.response, at, () => null)));
      for (const breakage of breakagesOf(list, row)) {
        const reply = changed(fixture.response, at, () => changed(row, breakage.field, () => breakage.value));
        broken += expectRefusedAlone(readOffers(reply), known, breakage);
      }
    }
    expect(broken).toBeGreaterThan(50);
  });

  it("refuses anything that is not a row", () => {
    for (const { path: dotted } of fixture.lists) {
      for (const value of [null, 7, "row", [], true]) {
        const reply = changed(fixture.response, dotted, (old) =>
          withRows(old, (rows) => [["stranger", value], ...rows]),
        );
        const mapped = readOffers(reply);
        expect(keys(mapped)).toEqual(keys(baseline));
        expect(mapped.skipped.length).toBe(baseline.skipped.length + 1);
      }
    }
  });
});

function expectValidOffer(offer: Offer, provider: Provider): void {
  const gpu = gpuById(offer.gpuId);
  if (gpu === null || offer.price.unit !== "gpu_hour") throw new Error(`${offer.externalId}: GPU or unit`);
  expect(Number.isSafeInteger(offer.price.microUsdPerGpuHour)).toBe(true);
  expect(offer.price.microUsdPerGpuHour).toBeGreaterThan(0);
  expect(offer.gpuCount).toBeGreaterThan(0);
  expect(Number.isInteger(offer.gpuCount) || offer.gpuCount < 1).toBe(true);
  const shareGib = gpu.vramGib * Math.min(1, offer.gpuCount);
  expect(Math.abs(offer.vramGib / shareGib - 1)).toBeLessThanOrEqual(0.07);
  expect(offer.countryCode ?? "US").toMatch(/^[A-Z]{2}$/);
  expect(availability.options).toContain(offer.availability);
  if (!provider.hasStock) expect(offer.availability).toBe("unknown");
  if (!provider.hasSpot) expect(offer.isSpot).toBe(false);
  for (const text of [offer.externalId, offer.instanceType, offer.gpuRaw]) expect(text.trim()).not.toBe("");
  expect(provider.priceKind.gpuHour).toBe(offer.listedOn === undefined ? "live" : "list");
  for (const figure of [offer.vcpus, offer.ramGib, offer.diskGib, offer.networkDownMbps, offer.networkUpMbps])
    expect(figure === null || figure > 0).toBe(true);
}

function expectValidTokenOffer(offer: TokenOffer, provider: Provider): void {
  for (const price of [offer.price.inputMicroUsd, offer.price.outputMicroUsd]) {
    expect(Number.isSafeInteger(price)).toBe(true);
    expect(price).toBeGreaterThan(0);
  }
  expect(offer.price.cachedInputMicroUsd ?? 0).toBeLessThanOrEqual(offer.price.inputMicroUsd);
  if (!provider.hasStock) expect(offer.availability).toBe("unknown");
  expect(provider.priceKind.millionTokens).toBe(offer.listedOn === undefined ? "live" : "list");
  for (const text of [offer.externalId, offer.modelRaw]) expect(text.trim()).not.toBe("");
}

type List = Fixture["lists"][number];
type Breakage = { field: string; value: unknown; isPrice: boolean };

function* allRows(fixture: Fixture) {
  for (const list of fixture.lists)
    for (const [key, row] of rowsAt(fixture.response, list.path))
      yield { list, at: `${list.path}.${key}`, row: rowSchema.parse(row) };
}

/** Invalid values for each field. Numbers become strings if the field is a string. */
function breakagesOf(list: List, row: z.infer<typeof rowSchema>): Breakage[] {
  const as = (name: string, values: unknown[], isPrice = false): Breakage[] => {
    const holder = name.includes(".") ? valueAt(row, name.slice(0, name.lastIndexOf("."))) : row;
    if (!rowSchema.safeParse(holder).success) return [];
    const isText = typeof valueAt(row, name) === "string";
    return values.map((value) => ({
      field: name,
      value: isText && typeof value === "number" ? String(value) : value,
      isPrice,
    }));
  };
  const name = String(valueAt(row, list.name));
  return [
    ...(list.price === null
      ? []
      : as(
          list.price,
          [-1, 0, null, undefined, "2,49", "", "free", Number.NaN, Infinity, 1e300, 1e-9, {}],
          true,
        )),
    ...(list.count === null ? [] : as(list.count, [0, -1, 2.5, 65, 1e6, null, Number.NaN, "many"])),
    ...(list.vram === null ? [] : as(list.vram, [0, -24, 1e9, null, Number.NaN, "lots"])),
    ...as(list.name, [
      `${name}\u0000`,
      `\u202e${name}`,
      `<b>${name}`,
      `=${name}`,
      `${name}${"x".repeat(500)}`,
    ]),
    ...as(list.name, ["", null, [name]]),
  ];
}

/** The offers of the other rows, the offers of this row, and the rows that are refused anyway. */
type Known = { others: Set<string>; own: Set<string>; refused: Set<string> };

function knownOf(baseline: MappedOffers, without: MappedOffers): Known {
  const others = keys(without);
  const own = new Set([...keys(baseline)].filter((offer) => !others.has(offer)));
  return { others, own, refused: new Set(baseline.skipped.map((row) => JSON.stringify(row))) };
}

/** @returns 1 if the unbroken row has offers, otherwise 0, so that the caller can check that something was tested. */
function expectRefusedAlone(
  broken: MappedOffers,
  { others, own, refused }: Known,
  breakage: Breakage,
): number {
  const now = keys(broken);
  const label = `${breakage.field} = ${String(breakage.value)}`;
  expect([label, [...others].filter((offer) => !now.has(offer))]).toEqual([label, []]);
  const ownNow = [...now].filter((offer) => !others.has(offer));
  expect([label, ownNow.filter((offer) => !own.has(offer))]).toEqual([label, []]);
  // These characters must never appear in the result, whether the row is refused or not.
  expect(JSON.stringify(broken)).not.toMatch(/\\u0000|\u202e|<b>/);
  if (own.size === 0) return 0;
  expect([label, ownNow.length < own.size]).toEqual([label, true]);
  if (!breakage.isPrice) expect([label, ownNow]).toEqual([label, []]);
  expect(broken.skipped.some((row) => !refused.has(JSON.stringify(row)))).toBe(true);
  return 1;
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
