import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { warmMarket } from "@/server/market/client";
import { recordMarketIndex } from "@/server/market-index/record-index";
import { askRest, heldAgainstContract } from "./contract.double";

const gpu = sampleOffer("any", 1).gpuId;
const usd = (amount: number) => ({ amount_micros: amount * 1_000_000, currency: "USD" });

beforeAll(async () => {
  const contextAt = await emptyMarket();
  for (const [provider, price] of [
    ["aws", 4],
    ["runpod", 2],
    ["vultr", 3],
  ] as const)
    await ingestAnswer(contextAt(new Date()), {
      provider,
      source: "live",
      skipped: [],
      latencyMs: 1,
      offers: [sampleOffer("one", price)],
    });
  await recordMarketIndex(contextAt(new Date()));
});
afterAll(() => warmMarket().close());

describe("GET /api/v2/index", () => {
  it("has both indices of every GPU, money in its one form", async () => {
    const body = await heldAgainstContract("listIndexes", await askRest("/index"));
    expect(body).toMatchObject({
      source: "live",
      count: 1,
      tracking_starts_at: expect.stringMatching(/Z$/),
      indexes: [
        {
          gpu,
          on_demand: { median_per_gpu_hour: usd(3), sources: 3, absence: null, change_24h: null },
          spot: { median_per_gpu_hour: null, absence: "no_offers" },
        },
      ],
    });
  });

  it("of one GPU has history, weights, exclusions and forecast", async () => {
    const body = await heldAgainstContract("getIndex", await askRest(`/index/${gpu}?window=24h`));
    expect(body).toMatchObject({
      gpu,
      source: "live",
      window: "24h",
      on_demand: {
        lower_quartile_per_gpu_hour: usd(2),
        upper_quartile_per_gpu_hour: usd(4),
        history: [
          {
            median_per_gpu_hour: usd(3),
            sources: 3,
            source_names: ["aws", "runpod", "vultr"],
            chain_level: 100,
          },
        ],
        providers: [{ provider: "aws", weight: 1, share: expect.closeTo(1 / 3) }, {}, {}],
        exclusions: [],
        forecast: { verdict: "too_short", hours: 1, needed: 336 },
      },
    });
  });

  it("gives the history as CSV, by its ending or by Accept", async () => {
    for (const response of [
      await askRest(`/index/${gpu}.csv?window=24h`),
      await askRest(`/index/${gpu}?window=24h`, { headers: { accept: "text/csv" } }),
    ]) {
      expect(response.headers.get("content-disposition")).toBe(
        `attachment; filename="gpubroker-index-${gpu}-24h.csv"`,
      );
      expect(await heldAgainstContract("getIndex", response)).toMatchObject([
        {
          gpu,
          kind: "on_demand",
          median_per_gpu_hour_amount_micros: "3000000",
          chain_level: "100",
          source_names: "aws runpod vultr",
        },
      ]);
    }
    expect(await heldAgainstContract("getIndex", await askRest("/index/l40s-48.csv"))).toEqual([]);
  });

  it.each([
    ["listIndexes", "/index?gpu=h100", "gpu", "unknown_parameter"],
    ["getIndex", `/index/${gpu}?window=2h`, "window", "not_an_option"],
    ["getIndex", `/index/${gpu}?window=7d&window=24h`, "window", "not_an_option"],
    ["getIndex", `/index/${gpu}?colour=red`, "colour", "unknown_parameter"],
    ["getIndex", `/index/${"x".repeat(81)}`, "gpu", "too_long"],
  ])("%s answers 400 to %s and names the field", async (id, path, field, code) => {
    const response = await askRest(path);
    expect(response.status).toBe(400);
    expect(await heldAgainstContract(id, response)).toMatchObject({
      title: "INVALID_INPUT",
      issues: [{ field, code }],
    });
  });

  it.each([
    ["h9000", "gpu.not_found"],
    ["%E0%A4%A", "gpu.not_found"],
    [".csv", "address.not_found"],
    ["", "address.not_found"],
    [`${gpu}/history`, "address.not_found"],
  ])("answers 404 to /index/%s", async (name, code) => {
    const response = await askRest(`/index/${name}`);
    expect(response.status).toBe(404);
    expect(await heldAgainstContract("getIndex", response)).toMatchObject({
      title: "NOT_FOUND",
      reason: { code },
    });
  });
});
