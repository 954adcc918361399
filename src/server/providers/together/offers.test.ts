import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { canaries, offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { together } from "./offers";

const mapped = readReply(together, fixture.response);
const find = (id: string) => mapped.offers.find((offer) => offer.externalId === id);

/** The answers of the two endpoints. */
const answer = ({ path }: { path: string }) => ({
  body: path.endsWith("/models")
    ? fixture.response.models
    : { object: "list", data: fixture.response.types, next_cursor: null },
});

describe("a poll of Together", () => {
  it("requests types and models, with the key only in its header", async () => {
    const { received, result } = await pollAgainst(together, answer);
    expect(received.map(({ method, path, query }) => `${method} ${path}?${query}`)).toEqual([
      "GET /together/v2/public/inference-instance-types?",
      "GET /together/v1/models?",
    ]);
    expect(received[0]?.headers.authorization).toBe(`Bearer ${canaries(together).TOGETHER_API_KEY}`);
    expect(offersOf(result)).toEqual(mapped);
  });

  it.each([401, 403])("reports a key answered with %d as wrong without showing it", async (status) => {
    const { result } = await pollAgainst(together, ({ headers }) => ({
      status,
      body: {
        error: { message: `Invalid API key: ${headers.authorization}`, type: "invalid_request_error" },
      },
    }));
    expect(result).toMatchObject({ kind: "auth", retryable: false, status });
    expect(`${result} ${JSON.stringify(result)}`).not.toContain("canary");
  });

  it("is an error, not a partial list, if there is a second page", async () => {
    const { result } = await pollAgainst(together, () => ({
      body: { object: "list", data: fixture.response.types, next_cursor: "more" },
    }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("offers of Together", () => {
  it("turn cents for a replica into dollars for one GPU", () => {
    expect(find("1xnvidia-h100-80gb:us-central")).toMatchObject({
      gpuId: "h100-80",
      gpuCount: 1,
      price: { microUsdPerGpuHour: 5_490_000 },
      countryCode: "US",
    });
    expect(find("8xnvidia-b200-180gb:us-east")).toMatchObject({
      gpuCount: 8,
      price: { microUsdPerGpuHour: 8_990_000 },
    });
  });

  it.each([
    ["1xnvidia-h100-80gb:us-central", "available"],
    ["1xnvidia-h100-80gb:us-west", "unavailable"],
    ["1xnvidia-h100-80gb:eu-north", "available"],
    ["4xnvidia-h100-80gb:us-central", "unknown"],
    ["8xnvidia-h100-80gb:us-central", "unknown"],
    ["8xnvidia-h100-80gb:us-west", "unknown"],
    ["8xnvidia-h200-141gb:nowhere", "unavailable"],
  ])("derive the stock of %s from its headroom: %s", (id, availability) => {
    expect(find(id)?.availability).toBe(availability);
  });

  it("have no country if a region does not state it", () => {
    expect(find("1xnvidia-h100-80gb:eu-north")).toMatchObject({ region: "eu-north", countryCode: null });
  });

  it("refuse a type without a price, and an unknown GPU", () => {
    expect(mapped.skipped.map(({ reason }) => reason)).toEqual([
      { code: "price.not_above_zero", parameters: { stated: "0" } },
      { code: "gpu.unknown_with_memory", parameters: { name: "R100", vramGib: 288 } },
      { code: "price.tokens_below_bound", parameters: { input: "0", output: "0" } },
    ]);
  });
});

describe("models of Together", () => {
  it("keep the price per million tokens and the context length, for text models only", () => {
    expect(mapped.tokenOffers.map(({ externalId }) => externalId)).toEqual([
      "meta-llama/Llama-3.3-70B-Instruct-Turbo",
      "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo",
      "deepseek-ai/DeepSeek-R1",
      "Qwen/Qwen3-235B-A22B-fp8-tput",
      "mistralai/Mixtral-8x7B-v0.1",
      "codellama/CodeLlama-34b-Instruct-hf",
    ]);
    expect(mapped.tokenOffers[2]).toMatchObject({
      price: { inputMicroUsd: 3_000_000, outputMicroUsd: 7_000_000, cachedInputMicroUsd: null },
      contextTokens: 163_840,
      availability: "available",
    });
  });
});

it("reads the price of cached input, and takes none from a zero", () => {
  const [first] = fixture.response.models;
  const cached = (cached_input: unknown) =>
    readReply(together, {
      types: [],
      models: [{ ...first, type: "chat", pricing: { input: 1.25, output: 1.25, cached_input } }],
    }).tokenOffers.map(({ price }) => price.cachedInputMicroUsd);
  expect(cached(0.625)).toEqual([625_000]);
  expect(cached(0)).toEqual([null]);
  expect(cached(undefined)).toEqual([null]);
});
