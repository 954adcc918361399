import { z } from "zod";
import { defineProvider, type PublishedPrices } from "../contract";
import { mapRows, type OfferDraft } from "../map-rows";
import { listedHourPrice, notPublished } from "../published";
import type { Refusal } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { replicateMachines } from "./machines";

const hardware = z.object({ name: z.string(), sku: z.string().min(1) });

export const replicate = defineProvider({
  slug: "replicate",
  name: "Replicate",
  website: "https://replicate.com",
  docsUrl: "https://replicate.com/docs/reference/http#hardware.list",
  pricingUrl: "https://replicate.com/pricing",
  baseUrl: "https://api.replicate.com",
  hosts: ["api.replicate.com"],
  pollEverySeconds: 3600,
  secretNames: ["REPLICATE_API_TOKEN"],
  authHeaders: ({ REPLICATE_API_TOKEN = "" }) => ({ authorization: `Bearer ${REPLICATE_API_TOKEN}` }),
  priceKind: { gpuHour: "list" },
  hasStock: false,
  hasSpot: false,
  machines: replicateMachines,
  ignoredFields,
  quirks: [
    {
      en: "The API names hardware and nothing else: prices are from the dated list, and stock and places are not published.",
      es: "La API da nombres de hardware y nada más: los precios son los de la lista fechada; ni disponibilidad ni ubicación se informan.",
    },
    {
      en: "Several GPUs cost that many times a single card, as the price page shows for every size.",
      es: "Varias GPU cuestan el precio de una tarjeta por su cantidad, tal como figura en la página de precios para cada tamaño.",
    },
    {
      en: "You rent a deployment that serves one version of a public model or of your own; an order names it as owner/name:version.",
      es: "Se alquila un deployment que sirve una versión de un modelo público o propio; el pedido la indica como owner/name:version.",
    },
    {
      en: "An order's variables, image and start script do not reach a deployment.",
      es: "Las variables, la imagen y el script de inicio de un pedido no llegan al deployment.",
    },
    {
      en: "The API does not say whether a deployment has booted or failed, so it counts as running, and is billed, from the first moment.",
      es: "La API no dice si un deployment ya arrancó o falló: se lo considera activo desde el primer momento, y desde ahí se cobra.",
    },
    {
      en: "It is billed by the second while instances are online, even idle ones. Scaled to none, it is stopped and costs nothing.",
      es: "Se cobra por segundo mientras haya instancias en línea, incluso inactivas; si no se permite ninguna, está detenido y no cuesta nada.",
    },
    {
      en: "A deployment can be deleted only after 15 minutes offline and unused. Ending it stops the bill at once and leaves its name, stopped, until it is ended again.",
      es: "Un deployment solo se elimina tras 15 minutos fuera de línea y sin uso: al eliminarlo, el cobro cesa de inmediato y su nombre queda, detenido, hasta que se elimine otra vez.",
    },
  ],
  fetchOffers: async (request) => ({ hardware: await request.getJson("/v1/hardware") }),
  response: z.object({ hardware: z.array(z.unknown()) }),
  toOffers: ({ hardware: rows }, { published }) =>
    mapRows({
      rows,
      schema: hardware,
      labelFields: ["sku"],
      toDrafts: (row) => toDrafts(row, published),
    }),
});

function toDrafts(
  { name, sku }: z.infer<typeof hardware>,
  { offers }: PublishedPrices,
): OfferDraft[] | Refusal {
  if (/^cpu(?:-|$)/.test(sku)) return [];
  const gpuCount = countOf(sku);
  const listed = offers.find(({ instanceType }) => instanceType === singleOf(sku));
  if (listed === undefined) return notPublished(name);
  return [
    {
      externalId: sku,
      instanceType: sku,
      gpuRaw: name,
      // The name of an H100 does not say which.
      cardVramGib: listed.vramGib,
      gpuCount,
      ...listedHourPrice(listed, gpuCount),
      isSpot: false,
      availability: "unknown",
      region: null,
      countryCode: null,
    },
  ];
}

/** "gpu-l40s-2x" now, "gpu-2x-l40s" on older pages. Names that count otherwise ("8x Nvidia ...") have no listed price and are refused. */
const MULTIPLE = /^gpu-(\d+)x-|-(\d+)x$/;

function countOf(sku: string): number {
  const [, before, after] = MULTIPLE.exec(sku) ?? [];
  return Number(before ?? after ?? 1);
}

function singleOf(sku: string): string {
  return sku.replace(MULTIPLE, (part) => (part.startsWith("gpu-") ? "gpu-" : ""));
}
