import { z } from "zod";
import { defineProvider, type MappedOffers, type PublishedPrices } from "../contract";
import { joinMapped, mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import { mapTokenRows, type TokenOfferDraft } from "../map-token-rows";
import { listedHourPrice } from "../published";
import type { Refusal } from "../row-report";
import { deepinfraMachines } from "./machines";

const CENTS_PER_TOKEN_TO_USD_PER_MILLION = 10_000;

/** A missing or non-numeric price makes the row fail as unpriced, and no other row. */
const cents = z.number().nullish().catch(null);
const model = z.object({
  model_name: z.string().min(1),
  /** "text-generation" and some twenty others. */
  type: z.string(),
  max_tokens: optionalNumber,
  /** The day on which the model is or was withdrawn, in seconds since 1970. */
  deprecated: optionalNumber,
  pricing: z
    .object({
      type: optionalText,
      cents_per_input_token: cents,
      cents_per_output_token: cents,
      /** A share of the input price: 0.2 is a fifth of it. Null: a repeated prompt costs as much as a new one. */
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
      en: "The list of models needs no key, by the API's own description.",
      es: "La lista de modelos se pide sin clave: la propia descripción de la API no la exige ahí.",
    },
    {
      en: "Prices are in cents for a single token; we show dollars for a million.",
      es: "Los precios vienen en centavos por token; aquí se muestran dólares por millón.",
    },
    {
      en: "Dedicated GPUs are priced on a web page and by a call that needs a key, so their hourly prices are from the dated list.",
      es: "El precio de las GPU dedicadas está en una página y en una llamada que requiere clave; sus horas salen de la lista con fecha.",
    },
    {
      en: "You rent a deployment that serves a model from Hugging Face. Only renting needs the key.",
      es: "Se alquila un despliegue que sirve un modelo de Hugging Face; la clave es solo para alquilar.",
    },
    {
      en: "The provider documents the calls for renting, but only the wording of a refusal tells what it means.",
      es: "Las llamadas para alquilar están descritas por el proveedor; qué significa un rechazo lo dice solo su texto.",
    },
    {
      en: "A model that is about to be withdrawn keeps its price until it is marked as deprecated; then it is left out.",
      es: "Un modelo que está por retirarse conserva su precio y se deja fuera en cuanto lo marcan.",
    },
  ],
  fetchOffers: async (request) => ({ models: await request.getJson("/models/list") }),
  // An empty list of models would go unnoticed, because the hourly offers do not depend on it.
  response: z.object({ models: z.array(z.unknown()).min(1) }),
  toOffers: ({ models }, published) =>
    joinMapped(
      mapTokenRows({ rows: models, schema: model, labelFields: ["model_name"], toDrafts }),
      gpuOffers(published),
    ),
});

function toDrafts({ pricing, ...row }: z.infer<typeof model>): TokenOfferDraft[] | Refusal {
  if (row.type !== "text-generation" || row.deprecated != null) return [];
  if (pricing?.type == null) return { refused: { code: "price.not_stated", parameters: {} } };
  if (pricing.type !== "tokens")
    return { refused: { code: "price.not_by_tokens", parameters: { unit: pricing.type } } };
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
      // What is listed is served.
      availability: "available",
    },
  ];
}

/** Nine decimals hold every known price; the errors of binary fractions are beyond them. */
function perMillion(centsPerToken: number | null | undefined): string | null {
  if (centsPerToken == null || !Number.isFinite(centsPerToken)) return null;
  return (centsPerToken * CENTS_PER_TOKEN_TO_USD_PER_MILLION).toFixed(9);
}

/**
 * GPUs of one instance, each at the price of one. `num_gpus` can be any number from 1 to 8 (`DeployLLMIn` of
 * https://api.deepinfra.com/openapi.json, 2026-05). The powers of two are shown.
 */
const counts = [1, 2, 4, 8];

/** What can be rented is what the list prices. These are not rows of the reply, so they are not counted. */
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
