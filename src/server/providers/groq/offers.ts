import { z } from "zod";
import { defineProvider, type PublishedPrices } from "../contract";
import { optionalNumber } from "../map-rows";
import { mapTokenRows, type TokenOfferDraft } from "../map-token-rows";
import { listedTokenPrice, notPublished } from "../published";
import type { Refusal } from "../row-report";
import { ignoredFields } from "./ignored-fields";

const model = z.object({
  id: z.string().min(1),
  /** Seen in replies, but not in the library's types: a model without it counts as running. */
  active: z.boolean().nullish().catch(null),
  context_window: optionalNumber,
  max_completion_tokens: optionalNumber,
});

export const groq = defineProvider({
  slug: "groq",
  name: "Groq",
  website: "https://groq.com",
  docsUrl: "https://console.groq.com/docs/api-reference#models",
  pricingUrl: "https://groq.com/pricing",
  baseUrl: "https://api.groq.com",
  hosts: ["api.groq.com"],
  pollEverySeconds: 600,
  secretNames: ["GROQ_API_KEY"],
  authHeaders: ({ GROQ_API_KEY = "" }) => ({ authorization: `Bearer ${GROQ_API_KEY}` }),
  priceKind: { millionTokens: "list" },
  hasStock: true,
  hasSpot: false,
  ignoredFields,
  quirks: [
    {
      en: "Models are served per token only: there is no machine to rent or to stop.",
      es: "Los modelos se sirven solo por token: no hay máquina que alquilar ni que detener.",
    },
    {
      en: "The API names the models but not their prices, so prices are from the dated list.",
      es: "La API da los nombres de los modelos, pero no sus precios; estos salen de la lista fechada.",
    },
    {
      en: "A speech or guard model without a published token price is left out.",
      es: "Se omite todo modelo de voz o de moderación sin precio por token publicado.",
    },
    {
      en: "Limits count requests and tokens per minute and per day for the whole organization.",
      es: "Los límites cuentan solicitudes y tokens por minuto y por día para toda la organización.",
    },
  ],
  fetchOffers: (request) => request.getJson("/openai/v1/models"),
  response: z.object({ data: z.array(z.unknown()) }),
  toOffers: ({ data }, { published }) =>
    mapTokenRows({
      rows: data,
      schema: model,
      labelFields: ["id"],
      toDrafts: (row) => toDrafts(row, published),
    }),
});

function toDrafts(row: z.infer<typeof model>, { tokenOffers }: PublishedPrices): TokenOfferDraft[] | Refusal {
  const listed = tokenOffers.find(({ externalId }) => externalId === row.id);
  if (listed === undefined) return notPublished(row.id);
  return [
    {
      externalId: row.id,
      modelRaw: row.id,
      ...listedTokenPrice(listed),
      contextTokens: row.context_window ?? null,
      maxOutputTokens: row.max_completion_tokens ?? null,
      outputTokensPerSecond: null,
      availability: row.active === false ? "unavailable" : "available",
    },
  ];
}
