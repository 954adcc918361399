import { expect, it } from "vitest";
import { z } from "zod";
import { mapTokenRows } from "./map-token-rows";

const price = z.union([z.number(), z.string()]).nullable();
const row = z.object({ id: z.string(), input: price, output: price });
const read = (input: number | string | null, output: number | string | null) =>
  mapTokenRows({
    rows: [{ id: "Odd-7B", input, output }],
    schema: row,
    labelFields: ["id"],
    toDrafts: ({ id, ...prices }) => [
      {
        externalId: id,
        modelRaw: id,
        availability: "unknown",
        inputUsdPerMillion: prices.input,
        outputUsdPerMillion: prices.output,
        contextTokens: null,
        maxOutputTokens: null,
        outputTokensPerSecond: null,
      },
    ],
  });

it.each([
  ["0.000099", "1"],
  [1, "0.000099"],
  [0, 0],
  [null, 1],
  [1, "free"],
])("no model is sold at %j in and %j out, and the refusal names the bound", (input, output) => {
  const { tokenOffers, skipped } = read(input, output);
  expect(tokenOffers).toEqual([]);
  const stated = [input, output].map((usd) => String(usd ?? "–"));
  expect(skipped).toEqual([
    {
      externalId: "Odd-7B",
      reason: { code: "price.tokens_below_bound", parameters: { input: stated[0], output: stated[1] } },
    },
  ]);
});

it("a price equal to the bound is accepted", () => {
  expect(read("0.0001", "0.0001").tokenOffers).toMatchObject([
    { price: { inputMicroUsd: 100, outputMicroUsd: 100 } },
  ]);
});
