import { beforeAll, describe, expect, it } from "vitest";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import { emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { askRest, heldAgainstContract } from "./contract.double";

const LLAMA = "llama-3.3-70b-instruct";
const usd = (amount_micros: number) => ({ amount_micros, currency: "USD" });

beforeAll(async () => {
  const contextAt = await emptyMarket();
  await ingestAnswer(contextAt(new Date()), {
    provider: "groq",
    source: "live",
    offers: [],
    skipped: [],
    latencyMs: 1,
    tokenOffers: [sampleTokenOffer("a", { input: 0.5, output: 0.9 })],
  });
});

describe("GET /api/v2/models", () => {
  it("gives the lowest prices, money in its one form", async () => {
    const body = await heldAgainstContract("listModels", await askRest("/models?served=yes&ratio=1:1"));
    expect(body).toMatchObject({
      count: 1,
      blended_ratio: { input: 1, output: 1 },
      models: [
        {
          id: LLAMA,
          lowest_input_per_million_tokens: usd(500_000),
          cheapest_provider: "groq",
          lowest_blended_per_million_tokens: usd(700_000),
        },
      ],
    });
  });

  it("gives models that nobody serves without a price", async () => {
    const body = await heldAgainstContract("listModels", await askRest("/models?q=phi-4-mini-instruct"));
    expect(body).toMatchObject({
      models: [{ lowest_input_per_million_tokens: null, cheapest_provider: null }],
    });
  });

  it("gives one model with its offers, and 404 for none", async () => {
    expect(await heldAgainstContract("getModel", await askRest(`/models/${LLAMA}`))).toMatchObject({
      id: LLAMA,
      parameters_billion: 70.6,
      offers: [{ provider: "groq", output_per_million_tokens: usd(900_000), listed_on: null }],
    });
    const none = await askRest("/models/gpt-9");
    expect(none.status).toBe(404);
    expect(await heldAgainstContract("getModel", none)).toMatchObject({
      detail: "There is no model with the id gpt-9.",
      reason: { code: "model.not_found", parameters: { id: "gpt-9" } },
    });
  });

  it("names every parameter that it does not understand", async () => {
    const response = await askRest("/models?size=big&colour=red");
    expect(response.status).toBe(400);
    expect(await heldAgainstContract("listModels", response)).toMatchObject({
      issues: [
        { field: "size", code: "range_form" },
        { field: "colour", code: "unknown_parameter" },
      ],
    });
  });

  it("has no CSV: neither an ending nor a wish makes one", async () => {
    expect((await askRest("/models.csv")).status).toBe(404);
    const wished = await askRest("/models?served=yes", { headers: { accept: "text/csv" } });
    expect(wished.headers.get("content-type")).toBe("application/json");
  });
});
