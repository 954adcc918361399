import { z } from "zod";
import type { TokenOffer } from "@/domain/offer/token-offer";
import {
  badReply,
  defineProvider,
  type MappedOffers,
  type PublishedPrices,
  parseReply,
  type Reading,
} from "../contract";
import { joinMapped, mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import { mapTokenRows, type TokenOfferDraft } from "../map-token-rows";
import { listedHourPrice, listedTokenPrice, notPublished } from "../published";
import { momentOf, type Refusal, refuseOutOfForce } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { fireworksMachines } from "./machines";

/** `acceleratorType` of a deployment, after Fireworks' OpenAPI 4.259.0. The API says neither which are free nor what they cost. */
const accelerators = [
  "NVIDIA_A100_40GB",
  "NVIDIA_A100_80GB",
  "NVIDIA_H100_80GB",
  "NVIDIA_H200_141GB",
  "NVIDIA_B200_180GB",
  "NVIDIA_B300_288GB",
  "NVIDIA_L4_24GB",
  "NVIDIA_A10G_24GB",
  "AMD_MI300X_192GB",
  "AMD_MI325X_256GB",
  "AMD_MI350X_288GB",
];
/**
 * GPUs of one replica, each at the price of one. The OpenAPI document allows any whole `acceleratorCount`, and an account may
 * use 8 GPUs of a type (https://docs.fireworks.ai/guides/quotas_usage/rate-limits, 2025-11). The powers of two are shown.
 */
const counts = [1, 2, 4, 8];

/** Kinds that are not language models in themselves: add-ons, embeddings, images. */
const otherKinds = /(?:_ADDON|^EMBEDDING_MODEL|^FLUMINA_BASE_MODEL)$/;

const PREFIX = "accounts/fireworks/models/";
const MAX_PAGES = 50;

const page = z.object({ models: z.array(z.unknown()), nextPageToken: z.string().nullish() });
const model = z.object({
  name: z.string().min(1),
  kind: optionalText,
  contextLength: optionalNumber,
  supportsServerless: z.boolean().nullish(),
  /** READY, unless the model is still being uploaded. */
  state: optionalText,
  /** The first day without the model. A part of 0 is not stated. */
  deprecationDate: z.object({ year: z.number(), month: z.number(), day: z.number() }).nullish().catch(null),
});

export const fireworks = defineProvider({
  slug: "fireworks",
  name: "Fireworks AI",
  website: "https://fireworks.ai",
  docsUrl: "https://docs.fireworks.ai/api-reference/list-models",
  pricingUrl: "https://fireworks.ai/pricing",
  baseUrl: "https://api.fireworks.ai",
  hosts: ["api.fireworks.ai"],
  pollEverySeconds: 3600,
  secretNames: ["FIREWORKS_API_KEY"],
  authHeaders: ({ FIREWORKS_API_KEY = "" }) => ({ authorization: `Bearer ${FIREWORKS_API_KEY}` }),
  priceKind: { gpuHour: "list", millionTokens: "list" },
  hasStock: true,
  hasSpot: false,
  machines: fireworksMachines,
  ignoredFields,
  quirks: [
    {
      en: "The API has no public prices. The dated list prices tokens and GPU-hours; what it lacks is not offered.",
      es: "La API no tiene precios públicos: los tokens y las horas de GPU tienen el precio de la lista fechada, y lo que falta en ella se rechaza.",
    },
    {
      en: "A model is available per token while the API lists it as serverless. The API does not say which GPUs are free for a deployment.",
      es: "Un modelo está disponible por token mientras la API lo liste como serverless; no dice qué GPU están libres para un deployment.",
    },
    {
      en: "The accelerators are those that the API documents for a deployment. It accepts any number of them; 1, 2, 4 and 8 are shown.",
      es: "Los aceleradores son los que la API documenta para un deployment; acepta cualquier cantidad, se muestran 1, 2, 4 y 8.",
    },
    {
      en: "You rent a deployment that serves a model. It is billed by the GPU-second while replicas are up, even without requests.",
      es: "Se alquila un deployment que sirve un modelo; se cobra por segundo de GPU mientras haya réplicas activas, aunque no reciba solicitudes.",
    },
    {
      en: "Scaled to zero means stopped: nothing is billed, and after an idle week Fireworks may delete the deployment.",
      es: "Escalado a cero significa detenido: no se cobra nada, y si sigue inactivo una semana Fireworks puede eliminarlo.",
    },
    {
      en: "One code covers both a lack of GPUs and the account's limit; the account's quotas tell the two apart.",
      es: "Quedarse sin GPU y llegar al tope de la cuenta dan el mismo código; las cuotas de la cuenta permiten distinguirlos.",
    },
  ],
  fetchOffers: async (request) => {
    const models: unknown[] = [];
    let pageToken: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const read: z.infer<typeof page> = parseReply(
        "fireworks",
        page,
        await request.getJson("/v1/accounts/fireworks/models", {
          pageSize: 200,
          filter: "supports_serverless=true",
          ...(pageToken === null ? {} : { pageToken }),
        }),
      );
      models.push(...read.models);
      pageToken = read.nextPageToken || null;
      if (pageToken === null) return { models };
    }
    throw badReply("fireworks", `more than ${MAX_PAGES} pages of models`);
  },
  // An empty list of models would go unnoticed, because the deployments' offers do not depend on it.
  response: z.object({ models: z.array(z.unknown()).min(1) }),
  toOffers: ({ models }, reading) => joinMapped(modelOffers(models, reading), gpuOffers(reading.published)),
});

function modelOffers(rows: readonly unknown[], { now, published }: Required<Reading>): MappedOffers {
  const listed = new Map(published.tokenOffers.map((offer) => [PREFIX + shortName(offer.externalId), offer]));
  return mapTokenRows({
    rows,
    schema: model,
    labelFields: ["name"],
    toDrafts: (row) => toTokenDrafts(row, listed, now),
  });
}

/** genai-prices leaves out the account; other lists may include it. */
function shortName(listedModel: string): string {
  return listedModel.startsWith(PREFIX) ? listedModel.slice(PREFIX.length) : listedModel;
}

function toTokenDrafts(
  { name, kind, contextLength, supportsServerless, state, deprecationDate }: z.infer<typeof model>,
  listed: ReadonlyMap<string, TokenOffer>,
  now: Date,
): TokenOfferDraft[] | Refusal {
  if (supportsServerless === false || otherKinds.test(kind ?? "")) return [];
  if ((state ?? "READY") !== "READY")
    return { refused: { code: "sale.not_ready", parameters: { state: state ?? "" } } };
  const refused = refuseOutOfForce({ until: dateOf(deprecationDate) }, now);
  if (refused !== null) return refused;
  const found = listed.get(name);
  if (found === undefined) return notPublished(name);
  return [
    {
      externalId: name,
      modelRaw: name,
      ...listedTokenPrice(found),
      contextTokens: contextLength || found.contextTokens,
      maxOutputTokens: null,
      outputTokensPerSecond: null,
      availability: "available",
    },
  ];
}

function dateOf(date: z.infer<typeof model>["deprecationDate"]): Date | null {
  if (!date || date.year === 0 || date.month === 0) return null;
  return momentOf(
    [date.year, date.month, date.day || 1].map((part) => String(part).padStart(2, "0")).join("-"),
  );
}

/** These are not rows of the reply, so they are not counted. */
function gpuOffers({ offers }: PublishedPrices): MappedOffers {
  const mapped = mapRows({
    rows: accelerators,
    schema: z.string(),
    labelFields: [],
    toDrafts: (accelerator) => toGpuDrafts(accelerator, offers),
  });
  return { ...mapped, rawCount: 0 };
}

function toGpuDrafts(accelerator: string, offers: PublishedPrices["offers"]): OfferDraft[] | Refusal {
  const listed = offers.find(({ gpuRaw }) => gpuRaw === accelerator);
  if (listed === undefined) return notPublished(accelerator);
  return counts.map((gpuCount) => ({
    externalId: `${accelerator}:${gpuCount}`,
    instanceType: listed.instanceType,
    gpuRaw: accelerator,
    cardVramGib: listed.vramGib,
    gpuCount,
    ...listedHourPrice(listed, gpuCount),
    isSpot: false,
    availability: "unknown",
    // Wherever Fireworks has capacity, unless a deployment asks for a place.
    region: "global",
    countryCode: null,
  }));
}
