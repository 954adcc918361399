import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { asOperator, emptyMarket } from "@/server/database.double";
import { refuseHeldPrice } from "@/server/feeds/held/held-prices";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { warmMarket } from "@/server/market/client";
import { askRest, heldAgainstContract } from "./contract.double";
import { problem } from "./problem";
import type { OfferRecord } from "./records/offer";

type Body = { generated_at: string; count: number; offers: OfferRecord[] };

const get = (query: string, headers: Record<string, string> = {}) => askRest(`/offers${query}`, { headers });
// What was held against the contract has the type that the contract says.
const read = async (response: Response) => (await heldAgainstContract("listOffers", response)) as Body;
const readRows = async (response: Response) =>
  (await heldAgainstContract("listOffers", response)) as Record<string, string>[];

const offers = Array.from({ length: 1203 }, (_, index) =>
  sampleOffer(`plan-${index}`, 1 + ((index * 7919) % 1203) / 1000, {
    isSpot: index % 4 === 0,
    region: index % 8 === 0 ? "=HYPERLINK(evil)" : "ewr",
  }),
);

let contextAt: (now: Date) => Context;
beforeAll(async () => {
  contextAt = await emptyMarket();
  await poll(offers);
});
afterAll(() => warmMarket().close());

const poll = (answered: typeof offers) =>
  ingestAnswer(contextAt(new Date()), {
    provider: "vultr",
    source: "live",
    offers: answered,
    skipped: [],
    latencyMs: 1,
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
      await askRest("/offers.csv?pricing=spot"),
      await get("?pricing=spot", { accept: "text/csv" }),
    ]) {
      expect(response.headers.get("content-type")).toMatch(/^text\/csv/);
      expect(response.headers.get("content-disposition")).toMatch(
        /^attachment; filename="gpubroker-offers-.*\.csv"$/,
      );
      const rows = await readRows(response);
      expect(rows.length).toBe(json.count);
      expect(rows.every((row) => !/^[=+@-]/.test(row.region ?? ""))).toBe(true);
      expect(
        rows.map((row) => [row.id, row.price_per_gpu_hour_amount_micros, row.price_per_hour_currency]),
      ).toEqual(json.offers.map((one) => [one.id, String(one.price_per_gpu_hour.amount_micros), "USD"]));
    }
  });

  it.each([
    ["", {}, "application/json"],
    ["", { accept: "*/*" }, "application/json"],
    ["", { accept: "TEXT/CSV" }, "text/csv"],
    ["", { accept: "text/csv; charset=utf-8" }, "text/csv"],
    ["", { accept: "text/csv;header=present" }, "text/csv"],
    ["", { accept: "application/json; charset=utf-8, text/csv;q=0.5" }, "application/json"],
    ["", { accept: "text/csv;q=0" }, "application/json"],
    ["", { accept: "application/json;q=0.1, text/csv" }, "text/csv"],
    ["", { accept: "text/csv;q=0.2, application/json" }, "application/json"],
    ["", { accept: "text/html, */*;q=0.8" }, "application/json"],
    ["", { accept: "image/png" }, "application/json"],
    [".json", { accept: "text/csv" }, "application/json"],
    [".csv", { accept: "application/json" }, "text/csv"],
  ])("answers /offers%s with %o by %s", async (ending, headers, type) => {
    const response = await askRest(`/offers${ending}?limit=1`, { headers });
    expect(response.headers.get("content-type")).toContain(type);
    expect(response.headers.get("vary")).toBe("accept");
    await heldAgainstContract("listOffers", response);
  });

  it("refuses an export honestly, before its first byte, while too many are being read", async () => {
    // Each from an address of its own.
    const unread = await Promise.all(Array.from({ length: 16 }, () => get("?sort=price")));
    const refused = await get("?sort=price");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
    expect(await heldAgainstContract("listOffers", refused)).toMatchObject({
      reason: { code: "export.too_many", parameters: { seconds: 30 } },
    });
    await Promise.all(unread.map((response) => response.body?.cancel()));
    expect((await get("?sort=price")).status).toBe(200);
  });

  it("gives one client two exports at once, so that others have theirs", async () => {
    const greedy = () => askRest("/offers?sort=price", { headers: { "x-forwarded-for": "198.51.100.77" } });
    const asked = await Promise.all(Array.from({ length: 20 }, greedy));
    const refused = asked.filter(({ status }) => status === 429);
    expect([asked.length - refused.length, refused[0]?.headers.get("retry-after")]).toEqual([2, "30"]);
    expect(await refused[0]?.json()).toMatchObject({
      reason: { code: "export.too_many_of_caller", parameters: { limit: 2, seconds: 30 } },
    });
    const other = await get("?sort=price");
    expect(other.status).toBe(200);
    await Promise.all([other, ...asked].map((response) => response.body?.cancel().catch(() => undefined)));
    const again = await greedy();
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it.each(["before its answer begins", "while it waits for its answer"])(
    "lets go of the export of a client that leaves %s",
    async (when) => {
      const headers = { "x-forwarded-for": when.startsWith("before") ? "198.51.100.78" : "198.51.100.79" };
      for (let call = 0; call < 4; call += 1) {
        const leaves = new AbortController();
        const asked = askRest("/offers?sort=price", { headers, signal: leaves.signal });
        if (when.startsWith("while")) leaves.abort();
        await asked;
        leaves.abort();
      }
      const again = async () => {
        const { body, status } = await askRest("/offers?sort=price", { headers });
        await body?.cancel();
        return status;
      };
      // Often would use up the client's limit.
      await expect.poll(again, { interval: 500 }).toBe(200);
    },
  );

  it("lets go of what it would have sent where only the head is asked for", async () => {
    for (let call = 0; call < 20; call += 1) {
      const head = await askRest("/offers.csv?sort=price", { method: "HEAD" });
      expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([
        200,
        "text/csv; charset=utf-8; header=present",
        "",
      ]);
    }
  });

  it("names the first of very many mistakes and says how many more there are", async () => {
    const wrong = Array.from({ length: 1200 }, (_, place) => `unknown-${place}=1`).join("&");
    const response = await get(`?${wrong}`);
    const text = await response.text();
    expect([response.status, text.length < 8000]).toEqual([400, true]);
    const { issues } = problem.parse(JSON.parse(text));
    expect(issues).toHaveLength(21);
    expect(issues?.at(-1)).toMatchObject({ field: "", code: "and_more", parameters: { count: 1180 } });
  });

  it("an empty result is an empty list, not an error", async () => {
    const response = await get("?gpu=no-such-gpu");
    expect([response.status, (await read(response)).count]).toEqual([200, 0]);
  });

  it.each([
    ["?vram=lots", [["vram", "range_form"]]],
    ["?limit=100000", [["limit", "out_of_range"]]],
    ["?colour=red", [["colour", "unknown_parameter"]]],
    ["?group=gpu", [["group", "unknown_parameter"]]],
    ["?page=2", [["page", "page_needs_limit"]]],
    ["?sort=price;drop", [["sort", "not_an_option"]]],
    ["?weights=price:-1", [["weights", "weights_form"]]],
    [
      "?vram=lots&colour=red&page=2",
      [
        ["vram", "range_form"],
        ["colour", "unknown_parameter"],
        ["page", "page_needs_limit"],
      ],
    ],
  ])("answers 400 to %s and names every field by code", async (query, refused) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = await heldAgainstContract("listOffers", response);
    expect(problem).toMatchObject({
      title: "INVALID_INPUT",
      status: 400,
      request_id: response.headers.get("x-request-id"),
      issues: refused.map(([field, code]) => ({ field, code })),
    });
  });

  it("tells the way out in the language that the client reads", async () => {
    const told = async (language: string) => {
      const response = await get("?vram=lots", { "accept-language": language });
      expect(response.headers.get("vary")).toBe("accept-language");
      const { detail } = (await heldAgainstContract("listOffers", response)) as { detail: string };
      return [response.headers.get("content-language"), detail];
    };
    expect(await told("de")).toEqual(["en", "vram: write 24..80, 24.. or ..80"]);
    expect(await told("es-EC, en;q=0.5")).toEqual(["es", "vram: escribe 24..80, 24.. o ..80"]);
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

  it("counts callers whose address the front door did not write as one, whatever they send in its place", async () => {
    const statuses = [];
    for (let call = 0; call < 31; call += 1)
      statuses.push((await get("?limit=1", { "x-forwarded-for": `10.0.0.${call}, 198.51.100.9` })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});

it("tells of a held price beside the last confirmed one, in JSON and in CSV", async () => {
  const [first, ...rest] = offers;
  if (!first) throw new Error("there are offers");
  await poll([sampleOffer(first.externalId, 0.01, { isSpot: true, region: first.region }), ...rest]);
  await refuseHeldPrice(asOperator(contextAt(new Date())), {
    provider: "vultr",
    externalId: first.externalId,
  });
  const held = async (query: string) =>
    (await read(await get(query))).offers.filter(({ held_price }) => held_price !== null);

  for (const query of ["", "?limit=1000&sort=price"])
    expect(await held(query)).toMatchObject([
      {
        price_per_gpu_hour: { amount_micros: 1_000_000, currency: "USD" },
        held_price: { price_per_gpu_hour: { amount_micros: 10_000, currency: "USD" }, is_refused: true },
      },
    ]);
  const rows = await readRows(await askRest("/offers.csv"));
  const heldRows = rows.filter((row) => row.held_price_since !== "");
  expect(
    heldRows.map((row) => [row.held_price_price_per_gpu_hour_amount_micros, row.held_price_is_refused]),
  ).toEqual([["10000", "true"]]);
});
