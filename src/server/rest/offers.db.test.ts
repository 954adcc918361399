import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { restHandler } from "./handle";
import { listOffers } from "./offers";

const get = (query: string, headers: Record<string, string> = {}, format: "csv" | null = null) =>
  restHandler((ctx, request) => listOffers(ctx, request, format))(
    new Request(`http://x/api/v2/offers${query}`, {
      headers: { "x-forwarded-for": `203.0.113.${Math.floor(Math.random() * 200)}`, ...headers },
    }),
  );

type Body = {
  count: number;
  offers: {
    provider: string;
    price_per_gpu_hour: { amount_micros: number; currency: string };
    rank: number;
    pricing: string;
  }[];
};
const read = async (response: Response): Promise<Body> => response.json();

beforeAll(async () => {
  const contextAt = await emptyMarket();
  const offers = Array.from({ length: 1203 }, (_, index) =>
    sampleOffer(`plan-${index}`, 1 + ((index * 7919) % 1203) / 1000, {
      isSpot: index % 4 === 0,
      region: index % 8 === 0 ? "=HYPERLINK(evil)" : "ewr",
    }),
  );
  await ingestAnswer(contextAt(new Date()), {
    provider: "vultr",
    source: "live",
    offers,
    skipped: [],
    latencyMs: 1,
  });
});

describe("GET /api/v2/offers", () => {
  it("without a limit gives everything that matches, in order, in one valid document", async () => {
    const body = await read(await get("?sort=price"));
    expect([body.count, body.offers.length]).toEqual([1203, 1203]);
    const prices = body.offers.map((one) => one.price_per_gpu_hour.amount_micros);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(body.offers[0]?.price_per_gpu_hour.currency).toBe("USD");
  });

  it("with a limit gives that page", async () => {
    const all = await read(await get("?sort=price"));
    const page = await read(await get("?sort=price&limit=50&page=3"));
    expect(page.offers).toEqual(all.offers.slice(100, 150));
  });

  it("gives the same offers as CSV by suffix or by Accept, with formulas made harmless", async () => {
    const json = await read(await get("?pricing=spot"));
    for (const response of [
      await get("?pricing=spot", {}, "csv"),
      await get("?pricing=spot", { accept: "text/csv" }),
    ]) {
      expect(response.headers.get("content-type")).toMatch(/^text\/csv/);
      const rows = parse(await response.text(), { columns: true, escape: '"' }) as Record<string, string>[];
      expect(rows.length).toBe(json.count);
      expect(rows.every((row) => !/^[=+@-]/.test(row.region ?? ""))).toBe(true);
      expect(rows[0]?.usd_per_gpu_hour).toMatch(/^\d+\.\d{6}$/);
    }
  });

  it.each([
    [{}, "application/json"],
    [{ accept: "*/*" }, "application/json"],
    [{ accept: "TEXT/CSV" }, "text/csv"],
    [{ accept: "text/csv;q=0" }, "application/json"],
    [{ accept: "application/json;q=0.1, text/csv" }, "text/csv"],
    [{ accept: "text/csv;q=0.2, application/json" }, "application/json"],
  ])("answers %o by %s", async (headers, type) => {
    const response = await get("?limit=1", headers);
    expect(response.headers.get("content-type")).toContain(type);
  });

  it("refuses an export honestly, before its first byte, while too many are being read", async () => {
    const unread = await Promise.all(Array.from({ length: 16 }, () => get("?sort=price")));
    const refused = await get("?sort=price");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
    await Promise.all(unread.map((response) => response.body?.cancel()));
    expect((await get("?sort=price")).status).toBe(200);
  });

  it("an empty result is an empty list, not an error", async () => {
    const response = await get("?gpu=no-such-gpu");
    expect([response.status, (await read(response)).count]).toEqual([200, 0]);
  });

  it.each([
    ["?vram=lots", "vram"],
    ["?limit=100000", "limit"],
    ["?colour=red", "colour"],
    ["?group=gpu", "group"],
    ["?page=2", "page"],
    ["?sort=price;drop", "sort"],
    ["?weights=price:-1", "weights"],
  ])("answers 400 to %s and names the field", async (query, field) => {
    const response = await get(query);
    const problem = await response.json();
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problem).toMatchObject({ title: "INVALID_INPUT", status: 400, issues: [{ field }] });
    expect(problem.request_id).toBe(response.headers.get("x-request-id"));
  });

  it("tells an address that asks too often when to come back, and only that address", async () => {
    const from = (address: string) => get("?limit=1", { "x-forwarded-for": address });
    const answers = [];
    for (let call = 0; call < 31; call += 1) answers.push(await from("198.51.100.7"));
    const last = answers.at(-1);
    expect(answers.slice(0, 30).every((response) => response.status === 200)).toBe(true);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await from("198.51.100.8")).status).toBe(200);
  });

  it("counts by the address that the front door saw, whatever the client adds before it", async () => {
    const statuses = [];
    for (let call = 0; call < 31; call += 1)
      statuses.push((await get("?limit=1", { "x-forwarded-for": `10.0.0.${call}, 198.51.100.9` })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
