import { describe, expect, it } from "vitest";
import { publishedPrices } from "../../../../prisma/catalogue/read-list";
import { readReply } from "../fixture.double";
import { pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { deepinfra } from "./offers";

const mapped = readReply(deepinfra, fixture.response, publishedPrices("deepinfra"));
const model = (id: string) => mapped.tokenOffers.find(({ externalId }) => externalId === id);

describe("a poll of DeepInfra", () => {
  it("is one call without a key for a bare list", async () => {
    const { received } = await pollAgainst(deepinfra, () => ({ body: fixture.response.models }));
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["GET", "/deepinfra/models/list", undefined],
    ]);
  });

  it("is an error if there are no models, although there are hourly offers", async () => {
    const { result } = await pollAgainst(deepinfra, () => ({ body: [] }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("token offers of DeepInfra", () => {
  it("turn cents per token into dollars per million, to the last digit", () => {
    expect(model("meta-llama/Llama-3.3-70B-Instruct-Turbo")?.price).toEqual({
      unit: "million_tokens",
      inputMicroUsd: 100_000,
      outputMicroUsd: 320_000,
      cachedInputMicroUsd: null,
    });
  });

  it("price a repeated prompt as a share of the input price", () => {
    expect(model("deepseek-ai/DeepSeek-R1-0528")?.price).toMatchObject({
      inputMicroUsd: 500_000,
      cachedInputMicroUsd: 100_000,
    });
  });

  it.each([-0.2, 1.5, "0.2", {}])("do not guess at a share of %j", (rate) => {
    const models = fixture.response.models.map((one) => ({
      ...one,
      pricing: one.pricing && { ...one.pricing, rate_per_input_token_cached: rate },
    }));
    const { tokenOffers } = readReply(deepinfra, { models });
    expect(tokenOffers).toHaveLength(mapped.tokenOffers.length);
    expect(new Set(tokenOffers.map(({ price }) => price.cachedInputMicroUsd))).toEqual(new Set([null]));
  });

  it("exclude models that are withdrawn, have another kind of price, or have no price", () => {
    expect(model("meta-llama/Llama-2-70b-chat-hf")).toBeUndefined();
    expect(mapped.skipped).toEqual([
      {
        externalId: "acme/by-the-second",
        reason: { code: "price.not_by_tokens", parameters: { unit: "time" } },
      },
      { externalId: "acme/not-priced", reason: { code: "price.not_stated", parameters: {} } },
    ]);
  });
});

describe("GPU offers of DeepInfra", () => {
  it("come from the price list, in four sizes at the price per GPU, with unknown stock", () => {
    expect(mapped.offers).toHaveLength(8);
    expect(mapped.offers.find(({ externalId }) => externalId === "B300:8")).toMatchObject({
      gpuId: "b300-288",
      gpuCount: 8,
      vramGib: 288,
      availability: "unknown",
      listedOn: "2026-05-01",
      price: { unit: "gpu_hour", microUsdPerGpuHour: 4_200_000 },
    });
  });
});
