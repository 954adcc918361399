import { z } from "zod";
import { defineProvider, type MappedOffers, type PublishedPrices } from "../contract";
import { joinMapped, mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import { mapTokenRows, type TokenOfferDraft } from "../map-token-rows";
import { listedHourPrice } from "../published";
import type { Refusal } from "../row-report";
import { deepinfraMachines } from "./machines";

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
  pricing: z
    .object({
      type: optionalText,
      cents_per_input_token: cents,
      cents_per_output_token: cents,
      /** No price but a share of the input's: 0.2 is a fifth of it. Null: a prompt sent again costs what it did the first time. */
      rate_per_input_token_cached: optionalNumber,
    })
    .nullish(),
});

export const deepinfra = defineProvider({
  slug: "deepinfra",
  name: "DeepInfra",
  website: "https://deepinfra.com",
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
    {
      en: "The list of models is asked without a key: the API's own description asks for none there.",
      es: "La lista de modelos se pide sin clave: la propia descripción de la API no la exige ahí.",
    },
    {
      en: "Prices are cents for a single token; shown are dollars for a million.",
      es: "Los precios vienen en centavos por token; aquí se muestran dólares por millón.",
    },
    {
      en: "Dedicated GPUs are priced on a page and by a call that needs a key; their hours are from the dated list.",
      es: "El precio de las GPU dedicadas está en una página y en una llamada que requiere clave; sus horas salen de la lista con fecha.",
    },
    {
      en: "Rented is a deployment that serves a model from Hugging Face; the key is for renting alone.",
      es: "Se alquila un despliegue que sirve un modelo de Hugging Face; la clave es solo para alquilar.",
    },
    {
      en: "The calls for renting are described by the owner; what a refusal means is told by its words only.",
      es: "Las llamadas para alquilar están descritas por el proveedor; qué significa un rechazo lo dice solo su texto.",
    },
    {
      en: "A model that is about to go keeps its price, and is left out once it is marked as going.",
      es: "Un modelo que está por retirarse conserva su precio y se deja fuera en cuanto lo marcan.",
    },
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

function toDrafts({ pricing, ...row }: z.infer<typeof model>): TokenOfferDraft[] | Refusal {
  if (row.type !== "text-generation" || row.deprecated != null) return [];
  if (pricing?.type !== "tokens")
    return { refused: `priced by "${pricing?.type ?? "nothing"}", not by tokens` };
  const { cents_per_input_token: input, rate_per_input_token_cached: cachedShare } = pricing;
  return [
    {
      externalId: row.model_name,
      modelRaw: row.model_name,
      inputUsdPerMillion: perMillion(input),
      outputUsdPerMillion: perMillion(pricing.cents_per_output_token),
      cachedInputUsdPerMillion: input == null || cachedShare == null ? null : perMillion(input * cachedShare),
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

/**
 * GPUs of one instance, each at the price of one. `num_gpus` may be any number from 1 to 8 (`DeployLLMIn` of
 * https://api.deepinfra.com/openapi.json, 2026-05); shown are the powers of two.
 */
const counts = [1, 2, 4, 8];

/** No rows of the reply, so none are counted: what can be rented is what the list prices. */
function gpuOffers({ offers }: PublishedPrices): MappedOffers {
  const schema = z.custom<PublishedPrices["offers"][number]>();
  return { ...mapRows({ rows: offers, schema, labelFields: [], toDrafts: toGpuDrafts }), rawCount: 0 };
}

function toGpuDrafts(listed: PublishedPrices["offers"][number]): OfferDraft[] {
  return counts.map((gpuCount) => ({
    externalId: `${listed.gpuRaw}:${gpuCount}`,
    instanceType: listed.instanceType,
    gpuRaw: listed.gpuRaw,
    cardVramGib: listed.vramGib,
    gpuCount,
    ...listedHourPrice(listed, gpuCount),
    isSpot: false,
    availability: "unknown",
    region: null,
    countryCode: null,
  }));
}
