import { z } from "zod";
import { defineProvider, type MappedOffers, type PublishedPrices } from "../contract";
import { joinMapped, mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import { mapTokenRows, type TokenOfferDraft } from "../map-token-rows";
import { listedHourPrice } from "../published";
import { momentOf, type Refusal, refuseOutOfForce } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { deepinfraMachines } from "./machines";
import { readSteps } from "./steps";

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
  /** Above 0 for a model that only its owner may call. */
  private: optionalNumber,
  pricing: z
    .object({
      type: optionalText,
      cents_per_input_token: cents,
      cents_per_output_token: cents,
      /** A share of the input price: 0.2 is a fifth of it. Null: a repeated prompt costs as much as a new one. */
      rate_per_input_token_cached: optionalNumber,
      /** "Promotional discount; you are charged price * (1 - discount)", until `discount_ends_at` in seconds since 1970. */
      discount: optionalNumber,
      discount_ends_at: optionalNumber,
      full: optionalText,
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
  ignoredFields,
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
      es: "El precio de las GPU dedicadas está en una página y en una consulta que requiere clave; sus horas salen de la lista con fecha.",
    },
    {
      en: "You rent a deployment that serves a model from Hugging Face. Only renting needs the key.",
      es: "Se alquila un despliegue que sirve un modelo de Hugging Face; la clave es solo para alquilar.",
    },
    {
      en: "The provider documents the calls for renting, but only the wording of a refusal tells what it means.",
      es: "Las solicitudes para alquilar están descritas por el proveedor; qué significa un rechazo lo dice solo su texto.",
    },
    {
      en: "A model that will be withdrawn keeps its price until the day that the list states; then it is no offer.",
      es: "Un modelo que se va a retirar conserva su precio hasta el día que indica la lista; después deja de ser una oferta.",
    },
    {
      en: "Some prices rise with the length of the prompt: each step is an offer of its own, for prompts up to its bound.",
      es: "Algunos precios suben con la longitud del prompt: cada escalón es una oferta aparte, para prompts de hasta su límite.",
    },
    {
      en: "A discount is taken off while it lasts.",
      es: "Los descuentos se aplican mientras están vigentes.",
    },
  ],
  fetchOffers: async (request) => ({ models: await request.getJson("/models/list") }),
  // An empty list of models would go unnoticed, because the hourly offers do not depend on it.
  response: z.object({ models: z.array(z.unknown()).min(1) }),
  toOffers: ({ models }, { now, published }) =>
    joinMapped(
      mapTokenRows({
        rows: models,
        schema: model,
        labelFields: ["model_name"],
        toDrafts: (row) => toDrafts(row, now),
      }),
      gpuOffers(published),
    ),
});

type Model = z.infer<typeof model>;
type Pricing = NonNullable<Model["pricing"]>;

function toDrafts({ pricing, ...row }: Model, now: Date): TokenOfferDraft[] | Refusal {
  if (row.type !== "text-generation" || row.private) return [];
  const refused = refuseOutOfForce({ until: momentOf(row.deprecated) }, now);
  if (refused !== null) return refused;
  if (pricing?.type == null) return { refused: { code: "price.not_stated", parameters: {} } };
  if (pricing.type !== "tokens")
    return { refused: { code: "price.not_by_tokens", parameters: { unit: pricing.type } } };
  const steps = readSteps(pricing.full);
  if (steps === "unreadable")
    return { refused: { code: "price.steps_unreadable", parameters: { stated: pricing.full ?? "" } } };
  if (steps === null)
    return [draft(row, { ...flatPrice(pricing, now), contextTokens: row.max_tokens ?? null })];
  const cachedShare = pricing.rate_per_input_token_cached;
  return steps.map(({ input, output, cached, upToTokens }, index) => ({
    ...draft(row, {
      inputUsdPerMillion: input,
      outputUsdPerMillion: output,
      cachedInputUsdPerMillion: cached ?? (cachedShare == null ? null : decimal(Number(input) * cachedShare)),
      contextTokens: upToTokens ?? row.max_tokens ?? null,
    }),
    // The first step keeps the name that the model has had.
    externalId: index === 0 ? row.model_name : `${row.model_name}:above-${steps[index - 1]?.upToTokens}`,
  }));
}

type Terms = "inputUsdPerMillion" | "outputUsdPerMillion" | "cachedInputUsdPerMillion" | "contextTokens";

function draft({ model_name }: Omit<Model, "pricing">, terms: Pick<TokenOfferDraft, Terms>): TokenOfferDraft {
  return {
    ...terms,
    externalId: model_name,
    modelRaw: model_name,
    maxOutputTokens: null,
    outputTokensPerSecond: null,
    // What is listed is served.
    availability: "available",
  };
}

function flatPrice(pricing: Pricing, now: Date) {
  const { cents_per_input_token: input, rate_per_input_token_cached: cachedShare } = pricing;
  const endsAt = momentOf(pricing.discount_ends_at);
  const charged = endsAt !== null && endsAt <= now ? 1 : 1 - (pricing.discount ?? 0);
  const perMillion = (cents: number | null | undefined) =>
    cents == null ? null : decimal(cents * charged * CENTS_PER_TOKEN_TO_USD_PER_MILLION);
  return {
    inputUsdPerMillion: perMillion(input),
    outputUsdPerMillion: perMillion(pricing.cents_per_output_token),
    cachedInputUsdPerMillion: input == null || cachedShare == null ? null : perMillion(input * cachedShare),
  };
}

/** Nine decimals hold every known price; the errors of binary fractions are beyond them. */
function decimal(usd: number): string | null {
  return Number.isFinite(usd) ? usd.toFixed(9) : null;
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
