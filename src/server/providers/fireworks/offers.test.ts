import { describe, expect, it } from "vitest";
import { publishedPrices } from "../../../../prisma/catalogue/read-list";
import { readReply } from "../fixture.double";
import { pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { fireworks } from "./offers";

const published = publishedPrices("fireworks");
const mapped = readReply(fireworks, fixture.response, published);
const model = (id: string) =>
  mapped.tokenOffers.find(({ externalId }) => externalId === `accounts/fireworks/models/${id}`);
const gpu = (id: string) => mapped.offers.find(({ externalId }) => externalId === id);

describe("a poll of Fireworks", () => {
  it("requests models with token prices, page by page, with the key as a bearer token", async () => {
    const { models } = fixture.response;
    const { received } = await pollAgainst(fireworks, ({ query }) => ({
      body: query.has("pageToken")
        ? { models: models.slice(9), nextPageToken: "" }
        : { models: models.slice(0, 9), nextPageToken: "t=2&x" },
    }));
    expect(received.map(({ path, query }) => [path, Object.fromEntries(query)])).toEqual([
      ["/fireworks/v1/accounts/fireworks/models", { pageSize: "200", filter: "supports_serverless=true" }],
      [
        "/fireworks/v1/accounts/fireworks/models",
        { pageSize: "200", filter: "supports_serverless=true", pageToken: "t=2&x" },
      ],
    ]);
    expect(received[0]?.headers.authorization).toBe("Bearer canary-FIREWORKS_API_KEY");
  });

  it("is an error if the pages never end or there are no models", async () => {
    for (const body of [{ models: [{}], nextPageToken: "more" }, { models: [] }, {}]) {
      const { received, result } = await pollAgainst(fireworks, () => ({ body }));
      expect(result).toMatchObject({ kind: "bad_response" });
      expect(received.length).toBeLessThanOrEqual(50);
    }
  });

  it("still returns the deployments' offers if no model can be read, and lists the refused models", () => {
    const rows = [{ name: 7 }, { name: "accounts/fireworks/models/new", kind: "HF_BASE_MODEL" }];
    const { offers, tokenOffers, skipped } = readReply(fireworks, { models: rows }, published);
    expect([offers.length, tokenOffers.length]).toEqual([16, 0]);
    expect(skipped.slice(0, 2).map(({ externalId }) => externalId)).toEqual(["7", rows[1]?.name]);
  });
});

describe("token offers of Fireworks", () => {
  it("are served models with the list's price and date, even if the list shortens their names", () => {
    expect(model("deepseek-v3p2")).toMatchObject({
      modelRaw: "accounts/fireworks/models/deepseek-v3p2",
      contextTokens: 163_840,
      availability: "available",
      listedOn: "2026-08-21",
      price: { inputMicroUsd: 560_000, outputMicroUsd: 1_680_000, cachedInputMicroUsd: 280_000 },
    });
    const whole = published.tokenOffers.map((offer) => ({
      ...offer,
      externalId: `accounts/fireworks/models/${offer.externalId}`,
    }));
    const again = readReply(fireworks, fixture.response, { ...published, tokenOffers: whole });
    expect(again.tokenOffers).toEqual(mapped.tokenOffers);
  });

  it("take the context length from the list if the API states none", () => {
    expect(model("kimi-k2p5")?.contextTokens).toBe(262_144);
    expect(model("glm-5p2")?.contextTokens).toBe(1_040_000);
    expect(model("gemma-3-27b-it")?.contextTokens).toBe(131_000);
  });

  it("are never images, embeddings, drafts or unserved models; models without a price are refused", () => {
    expect(mapped.tokenOffers).toHaveLength(10);
    expect(mapped.skipped.filter(({ externalId }) => externalId.startsWith("accounts/"))).toEqual([
      {
        externalId: "accounts/fireworks/models/llama-v3p3-70b-instruct",
        reason: {
          code: "price.not_listed",
          parameters: { name: "accounts/fireworks/models/llama-v3p3-70b-instruct" },
        },
      },
    ]);
  });
});

describe("GPU offers of Fireworks", () => {
  it("are the documented accelerators that the list prices, in four sizes, with unknown stock", () => {
    expect(mapped.offers).toHaveLength(16);
    expect(gpu("NVIDIA_H200_141GB:4")).toMatchObject({
      instanceType: "on-demand deployment",
      gpuRaw: "NVIDIA_H200_141GB",
      gpuId: "h200-141",
      gpuCount: 4,
      vramGib: 141,
      availability: "unknown",
      region: "global",
      listedOn: "2026-05-01/2026-05-31",
      price: { unit: "gpu_hour", microUsdPerGpuHour: 7_000_000 },
    });
  });

  it("are refused one by one if the list has no price", () => {
    const silent = mapped.skipped.filter(({ externalId }) => !externalId.startsWith("accounts/"));
    expect(silent).toHaveLength(7);
    expect(silent[0]?.reason).toEqual({ code: "price.not_listed", parameters: { name: "NVIDIA_A100_40GB" } });
  });
});
