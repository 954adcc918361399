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
        externalId: "meta-llama/Llama-2-70b-chat-hf",
        reason: { code: "sale.no_longer_in_force", parameters: { until: expect.any(String) } },
      },
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
      listedOn: "2026-05-01/2026-05-31",
      price: { unit: "gpu_hour", microUsdPerGpuHour: 4_200_000 },
    });
  });
});

describe("the price of a model of DeepInfra", () => {
  const [first] = fixture.response.models;
  const read = (pricing: object, more: object = {}) =>
    readReply(deepinfra, { models: [{ ...first, ...more, pricing: { ...first?.pricing, ...pricing } }] });
  const prices = (pricing: object, more: object = {}) =>
    read(pricing, more).tokenOffers.map(({ externalId, price, contextTokens }) => [
      externalId.replace(first?.model_name ?? "", "model"),
      contextTokens,
      price.inputMicroUsd,
      price.outputMicroUsd,
      price.cachedInputMicroUsd,
    ]);
  const day = (text: string) => Date.parse(text) / 1000;

  it("is one offer for each step of the prompt's length, with the step's bound as its context", () => {
    const full =
      "$2.50 in $7.50 out $0.50 cached <= 32K, $5.0 in $15 out $1.0 cached <= 128K, $6.25 in $18.50 out $1.25 cached > 128K";
    expect(prices({ full }, { max_tokens: 1_000_000 })).toEqual([
      ["model", 32_000, 2_500_000, 7_500_000, 500_000],
      ["model:above-32000", 128_000, 5_000_000, 15_000_000, 1_000_000],
      ["model:above-128000", 1_000_000, 6_250_000, 18_500_000, 1_250_000],
    ]);
  });

  it("takes the cached share for steps that state no price for cached input", () => {
    const full = "$1 in $4 out <= 1M, $2 in $8 out";
    expect(prices({ full, rate_per_input_token_cached: 0.25 }, { max_tokens: 2_000_000 })).toEqual([
      ["model", 1_000_000, 1_000_000, 4_000_000, 250_000],
      ["model:above-1000000", 2_000_000, 2_000_000, 8_000_000, 500_000],
    ]);
  });

  it("is refused where its steps are written in an unknown way, and not read as the cheapest of them", () => {
    const { tokenOffers, skipped } = read({ full: "from $1 in $4 out <= 32K, more after" });
    expect(tokenOffers).toEqual([]);
    expect(skipped).toMatchObject([{ reason: { code: "price.steps_unreadable" } }]);
  });

  it("has its discount taken off while it lasts", () => {
    const usual = [["model", 131_072, 100_000, 320_000, null]];
    const less = [["model", 131_072, 80_000, 256_000, null]];
    expect(prices({ discount: 0.2, discount_ends_at: null })).toEqual(less);
    expect(prices({ discount: 0.2, discount_ends_at: day("2026-12-01") })).toEqual(less);
    expect(prices({ discount: 0.2, discount_ends_at: day("2026-11-01") })).toEqual(usual);
    expect(prices({})).toEqual(usual);
  });

  it("stands until the day of the model's withdrawal, and a private model has none", () => {
    expect(prices({}, { deprecated: day("2026-12-01") })).toHaveLength(1);
    expect(prices({}, { deprecated: day("2026-11-01") })).toEqual([]);
    expect(prices({}, { private: 1 })).toEqual([]);
  });
});
