import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { recordMarketIndex } from "@/server/market-index/record-index";
import { restHandler } from "./handle";
import { listIndexes, showIndex } from "./market-index";

const gpu = sampleOffer("any", 1).gpuId;
let caller = 0;
const get = (path: string) => {
  caller += 1;
  const headers = { "x-forwarded-for": `203.0.113.${caller}` };
  const isList = /\/index(?:\?|$)/.test(path);
  return restHandler(isList ? listIndexes : showIndex)(new Request(`http://x/api/v2${path}`, { headers }));
};

beforeAll(async () => {
  const contextAt = await emptyMarket();
  for (const [provider, usd] of [
    ["aws", 4],
    ["runpod", 2],
    ["vultr", 3],
  ] as const)
    await ingestAnswer(contextAt(new Date()), {
      provider,
      source: "live",
      skipped: [],
      latencyMs: 1,
      offers: [sampleOffer("one", usd)],
    });
  await recordMarketIndex(contextAt(new Date()));
});

describe("GET /api/v2/index", () => {
  it("has both indices of every GPU, money with its unit in the name", async () => {
    const body = await (await get("/index")).json();
    expect(body).toMatchObject({ source: "live", count: 1, tracking_starts_at: expect.stringMatching(/Z$/) });
    expect(body.indexes).toMatchObject([
      {
        gpu,
        on_demand: { median_micro_usd_per_gpu_hour: 3_000_000, sources: 3, absence: null, change_24h: null },
        spot: { median_micro_usd_per_gpu_hour: null, absence: "no_offers" },
      },
    ]);
  });

  it("of one GPU has history, weights, exclusions and forecast", async () => {
    const body = await (await get(`/index/${gpu}?window=24h`)).json();
    expect(body).toMatchObject({
      gpu,
      window: "24h",
      on_demand: {
        history: [{ median_micro_usd_per_gpu_hour: 3_000_000, sources: 3 }],
        providers: [{ provider: "aws", weight: 1, share: expect.closeTo(1 / 3) }, {}, {}],
        exclusions: [],
        forecast: { verdict: "too_short", hours: 1, needed: 336 },
      },
    });
  });

  it("gives the history as CSV", async () => {
    const response = await get(`/index/${gpu}.csv?window=24h`);
    expect(response.headers.get("content-type")).toMatch(/^text\/csv/);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(rows).toMatchObject([{ gpu, kind: "on_demand", median_micro_usd_per_gpu_hour: "3000000" }]);
    const empty = await (await get("/index/l40s-48.csv")).text();
    expect(empty.trim().split("\n").length).toBe(1);
  });

  it.each([
    ["/index?gpu=h100", "gpu"],
    [`/index/${gpu}?window=2h`, "window"],
    [`/index/${gpu}?window=7d&window=24h`, "window"],
    [`/index/${gpu}?colour=red`, "colour"],
  ])("answers 400 to %s and names the field", async (path, field) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ title: "INVALID_INPUT", issues: [{ field }] });
  });

  it.each(["h9000", "%E0%A4%A", ".csv"])("answers 404 to /index/%s", async (name) => {
    const response = await get(`/index/${name}`);
    expect([response.status, (await response.json()).title]).toEqual([404, "NOT_FOUND"]);
  });
});
