import { z } from "zod";
import { defineProvider } from "./contract";
import { optionalNumber, optionalText } from "./map-rows";
import { mapTokenRows, type TokenOfferDraft } from "./map-token-rows";
import type { Refusal } from "./row-report";

const CENTS_PER_TOKEN_TO_USD_PER_MILLION = 10_000;

/** A price that is missing or is no number is refused as a price, and the row alone. */
const cents = z.number().nullish().catch(null);
const model = z.object({
  model_name: z.string().min(1),
  /** "text-generation" and some twenty others. */
  type: z.string(),
  max_tokens: optionalNumber,
  /** Seconds since 1970 of the day on which the model goes, or went. */
  deprecated: optionalNumber,
  pricing: z.object({
    type: optionalText,
    cents_per_input_token: cents,
    cents_per_output_token: cents,
  }),
});

export const deepinfra = defineProvider({
  slug: "deepinfra",
  name: "DeepInfra",
  docsUrl: "https://deepinfra.com/docs",
  pricingUrl: "https://deepinfra.com/pricing",
  baseUrl: "https://api.deepinfra.com",
  hosts: ["api.deepinfra.com"],
  pollEverySeconds: 600,
  secretNames: [],
  priceKind: { millionTokens: "live" },
  hasStock: true,
  hasSpot: false,
  quirks: [
    "The list of models is asked without a key, as public pages do; the documentation promises neither that nor its fields.",
    "Prices are cents for a single token; shown are dollars for a million.",
    "Dedicated GPUs are priced on a page only, so their hours are from the dated list.",
    "A model that is about to go keeps its price, and is left out once it is marked as going.",
  ],
  fetchOffers: async (request) => ({ models: await request.getJson("/models/list") }),
  response: z.object({ models: z.array(z.unknown()) }),
  toOffers: ({ models }) =>
    mapTokenRows({ rows: models, schema: model, labelFields: ["model_name"], toDrafts }),
});

function toDrafts(row: z.infer<typeof model>): TokenOfferDraft[] | Refusal {
  if (row.type !== "text-generation" || row.deprecated != null) return [];
  if (row.pricing.type !== "tokens")
    return { refused: `priced by "${row.pricing.type ?? "nothing"}", not by tokens` };
  return [
    {
      externalId: row.model_name,
      modelRaw: row.model_name,
      inputUsdPerMillion: perMillion(row.pricing.cents_per_input_token),
      outputUsdPerMillion: perMillion(row.pricing.cents_per_output_token),
      contextTokens: row.max_tokens ?? null,
      maxOutputTokens: null,
      outputTokensPerSecond: null,
      // Listed is served.
      availability: "available",
    },
  ];
}

/** Twelve decimals hold every price a token has had; what binary fractions add lies beyond them. */
function perMillion(centsPerToken: number | null | undefined): string | null {
  if (centsPerToken == null || !Number.isFinite(centsPerToken)) return null;
  return (centsPerToken * CENTS_PER_TOKEN_TO_USD_PER_MILLION).toFixed(9);
}
