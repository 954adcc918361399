import { z } from "zod";
import type { Availability } from "@/domain/offer/offer";
import { badReply, defineProvider, parseReply } from "../contract";
import { joinMapped, mapRows, type OfferDraft, optionalNumber } from "../map-rows";
import { mapTokenRows, type TokenOfferDraft } from "../map-token-rows";
import { ignoredFields } from "./ignored-fields";
import { togetherMachines } from "./machines";

const headroom = z.object({ value: z.number().nullish(), relation: z.string() }).nullish().catch(null);
const instanceType = z.object({
  id: z.string().min(1),
  gpuType: z.string(),
  gpuCount: z.number(),
  gpuMemoryGib: z.number(),
  priceCentsPerHour: z.number(),
  regions: z.array(z.object({ name: z.string().min(1), headroom })),
});
type InstanceType = z.infer<typeof instanceType>;

const typeList = z.object({ data: z.array(z.unknown()), next_cursor: z.string().nullish() });

/** A missing or non-numeric price makes the row fail as unpriced, and no other row. */
const rate = z.union([z.number(), z.string()]).nullable().catch(null);
const model = z.object({
  id: z.string().min(1),
  type: z.string(),
  context_length: optionalNumber,
  /** `cached_input` since 2026-08, for models that have such a price. */
  pricing: z.object({ input: rate, output: rate, cached_input: rate.optional() }),
});
/** Types that answer a prompt with text; images, speech and embeddings are sold by other units. */
const languageTypes: ReadonlySet<string> = new Set(["chat", "language", "code"]);

export const together = defineProvider({
  slug: "together",
  name: "Together AI",
  website: "https://www.together.ai",
  docsUrl: "https://docs.together.ai/docs/dedicated-endpoints/overview",
  pricingUrl: "https://www.together.ai/pricing",
  baseUrl: "https://api.together.ai",
  hosts: ["api.together.ai"],
  pollEverySeconds: 300,
  secretNames: ["TOGETHER_API_KEY"],
  authHeaders: ({ TOGETHER_API_KEY = "" }) => ({ authorization: `Bearer ${TOGETHER_API_KEY}` }),
  priceKind: { gpuHour: "live", millionTokens: "live" },
  hasStock: true,
  hasSpot: false,
  machines: togetherMachines,
  ignoredFields,
  quirks: [
    {
      en: "You rent a replica of a model on a dedicated endpoint, not a machine to log in to.",
      es: "Se alquila una réplica de un modelo en un endpoint dedicado, no una máquina a la que se pueda entrar.",
    },
    {
      en: "The path says public, but the call needs a key.",
      es: "La ruta dice public, pero se pide una clave de API.",
    },
    {
      en: "Headroom is an estimate of how many more replicas fit in a region; without a figure the stock is unknown.",
      es: "Headroom indica, sin garantía, cuántas réplicas más caben en una región; sin ese dato, la disponibilidad se desconoce.",
    },
    {
      en: "Types that are sold only on request have no price and are not offered.",
      es: "Los tipos que se venden solo a pedido no tienen precio y se rechazan.",
    },
    { en: "The form of the card is not stated.", es: "El formato de la tarjeta no se informa." },
    {
      en: "A stopped endpoint is not billed. We do not stop an endpoint that nobody uses.",
      es: "Un endpoint detenido no se cobra; uno que nadie usa no lo detenemos nosotros.",
    },
    {
      en: "A model that is free of charge is left out: a price of zero is not a price.",
      es: "Un modelo gratuito se omite: un precio de cero no es un precio.",
    },
  ],
  fetchOffers: async (request) => {
    const types = parseReply(
      "together",
      typeList,
      await request.getJson("/v2/public/inference-instance-types"),
    );
    // Documented as always null. With half a list, the other half would look gone.
    if (types.next_cursor) throw badReply("together", "the list has a second page, which nothing documents");
    return { types: types.data, models: await request.getJson("/v1/models") };
  },
  response: z.object({ types: z.array(z.unknown()), models: z.array(z.unknown()) }),
  toOffers: ({ types, models }) =>
    joinMapped(
      mapRows({ rows: types, schema: instanceType, labelFields: ["id"], toDrafts }),
      mapTokenRows({ rows: models, schema: model, labelFields: ["id"], toDrafts: toTokenDrafts }),
    ),
});

function toTokenDrafts({
  id,
  type,
  context_length: contextTokens,
  pricing,
}: z.infer<typeof model>): TokenOfferDraft[] {
  if (!languageTypes.has(type)) return [];
  return [
    {
      externalId: id,
      modelRaw: id,
      inputUsdPerMillion: pricing.input,
      outputUsdPerMillion: pricing.output,
      // A price of zero is not a price.
      cachedInputUsdPerMillion: Number(pricing.cached_input) > 0 ? pricing.cached_input : null,
      contextTokens: contextTokens ?? null,
      maxOutputTokens: null,
      outputTokensPerSecond: null,
      // What is listed is served.
      availability: "available",
    },
  ];
}

function toDrafts(row: InstanceType): OfferDraft[] {
  const places = row.regions.length === 0 ? [null] : row.regions;
  return places.map((place) => ({
    externalId: `${row.id}:${place?.name ?? "nowhere"}`,
    instanceType: row.id,
    gpuRaw: row.gpuType,
    cardVramGib: row.gpuMemoryGib,
    gpuCount: row.gpuCount,
    // The quotient of two integers prints as the exact decimal, so no fraction of a cent is lost.
    usdPerHour: row.priceCentsPerHour / 100,
    isSpot: false,
    availability: place === null ? "unavailable" : availabilityOf(place.headroom),
    region: place?.name ?? null,
    countryCode: place?.name.startsWith("us-") ? "US" : null,
  }));
}

/** "At least none" says nothing. */
function availabilityOf(fits: InstanceType["regions"][number]["headroom"]): Availability {
  if (fits?.value == null || fits.value < 0) return "unknown";
  if (fits.value > 0) return "available";
  return fits.relation === "RELATION_EQ" ? "unavailable" : "unknown";
}
