import { z } from "zod";
import { defineProvider, type MappedOffers, type PublishedPrices } from "./contract";
import { deepinfraMachines } from "./machines/deepinfra";
import { joinMapped, mapRows, type OfferDraft, optionalNumber, optionalText } from "./map-rows";
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
  priceKind: { gpuHour: "list", millionTokens: "live" },
  hasStock: true,
  hasSpot: false,
  machines: deepinfraMachines,
  quirks: [
    "The list of models is asked without a key, as public pages do; the documentation promises neither that nor its fields.",
    "Prices are cents for a single token; shown are dollars for a million.",
    "Dedicated GPUs are priced on a page and by a call that needs a key; their hours are from the dated list.",
    "Rented is a deployment that serves a model from Hugging Face; the key is for renting alone.",
    "The calls for renting are described by the owner; what a refusal means is told by its words only.",
    "A model that is about to go keeps its price, and is left out once it is marked as going.",
  ],
  fetchOffers: async (request) => ({ models: await request.getJson("/models/list") }),
  // Nobody would notice a list without models: the offers by the hour do not hang on it.
  response: z.object({ models: z.array(z.unknown()).min(1) }),
  toOffers: ({ models }, published) =>
    joinMapped(
      mapTokenRows({ rows: models, schema: model, labelFields: ["model_name"], toDrafts }),
      gpuOffers(published),
    ),
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

/** How many GPUs a deployment may have; each costs what the list says of one. */
const counts = [1, 2, 4, 8];

/** No rows of the reply, so none are counted: what can be rented is what the list prices. */
function gpuOffers({ offers }: PublishedPrices): MappedOffers {
  const schema = z.custom<PublishedPrices["offers"][number]>();
  return { ...mapRows({ rows: offers, schema, labelFields: [], toDrafts: toGpuDrafts }), rawCount: 0 };
}

function toGpuDrafts({ listedOn, ...listed }: PublishedPrices["offers"][number]): OfferDraft[] {
  return counts.map((gpuCount) => ({
    externalId: `${listed.gpuRaw}:${gpuCount}`,
    instanceType: listed.instanceType,
    gpuRaw: listed.gpuRaw,
    cardVramGib: listed.vramGib,
    gpuCount,
    usdPerHour: (listed.price.microUsdPerGpuHour * gpuCount) / 1_000_000,
    isSpot: false,
    availability: "unknown",
    region: null,
    countryCode: null,
    ...(listedOn === undefined ? {} : { listedOn }),
  }));
}
