import { z } from "zod";
import { parseGpuName } from "@/domain/gpu/gpu";
import type { Offer } from "@/domain/offer/offer";
import { defineProvider, type PublishedPrices, parseReply } from "../contract";
import { mapRows, type OfferDraft } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import { listedHourPrice, notPublished } from "../published";
import { type Refusal, unmappedType } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { coreweaveMachines } from "./machines";

/** GPUs by the word in an instance id, with the memory of each. "ib" stands for InfiniBand, which means HGX boards. */
const gpuWords: ReadonlyMap<string, readonly [gpuRaw: string, vramGib: number]> = new Map([
  ["a100", ["A100 SXM4", 80]],
  ["h100ib", ["H100 SXM5", 80]],
  ["h200ib", ["H200 SXM5", 141]],
  ["b200", ["B200", 180]],
  ["b300", ["B300", 288]],
  ["gh200", ["GH200", 96]],
  ["gb200", ["GB200", 186]],
  ["gb300", ["GB300", 288]],
  ["l40", ["L40", 48]],
  ["l40s", ["L40S", 48]],
  ["rtxp6000", ["RTX PRO 6000", 96]],
]);

const zones = z.object({
  zoneInstanceTypes: z.record(z.string(), z.object({ instanceTypes: z.array(z.unknown()) })),
});
const row = z.object({ zone: z.string().min(1), instanceType: z.string() });
type Row = z.infer<typeof row>;

export const coreweave = defineProvider({
  slug: "coreweave",
  name: "CoreWeave",
  website: "https://www.coreweave.com",
  docsUrl: "https://docs.coreweave.com/products/inference/reference",
  pricingUrl: "https://www.coreweave.com/pricing",
  baseUrl: "https://api.coreweave.com",
  hosts: ["api.coreweave.com"],
  pollEverySeconds: 900,
  secretNames: ["COREWEAVE_API_TOKEN"],
  authHeaders: ({ COREWEAVE_API_TOKEN = "" }) => ({ authorization: `Bearer ${COREWEAVE_API_TOKEN}` }),
  priceKind: { gpuHour: "list" },
  hasStock: false,
  hasSpot: true,
  machines: coreweaveMachines,
  ignoredFields,
  quirks: [
    {
      en: "No API states a price. The dated price list does, for a whole node; what it does not price is not offered.",
      es: "Ninguna API da precios: los da la lista de precios fechada, por nodo completo; lo que no tiene precio ahí no se ofrece.",
    },
    {
      en: "A zone names the types that are sold there, but not whether one is available now.",
      es: "Una zona indica los tipos que se venden ahí, no si hay alguno libre en este momento.",
    },
    {
      en: "Only the name of the instance type states the GPUs and their number.",
      es: "Las GPU y su cantidad aparecen solo en el nombre del tipo de instancia.",
    },
    {
      en: "Spot prices are published for North America; superchips are not sold as spot.",
      es: "Los precios spot están publicados para Norteamérica; los superchips no se venden como spot.",
    },
    {
      en: "You rent a node in your own Kubernetes cluster, in that cluster's zone. No start script runs on it; work reaches it through Kubernetes.",
      es: "Se alquila un nodo de un clúster de Kubernetes propio, en la zona de ese clúster: no ejecuta script de inicio, y el trabajo le llega a través de Kubernetes.",
    },
    {
      en: "Without capacity, a pool of nodes is accepted and waits. If it is still waiting right after the order, we give it back.",
      es: "Si no hay capacidad, el pool de nodos se acepta y queda en espera; si se lo ve esperando justo después del pedido, se devuelve.",
    },
    {
      en: "A stopped pool has no node and costs nothing. Its disks are lost, and there may be no capacity when it starts again.",
      es: "Un pool detenido no tiene nodos y no cuesta nada: sus discos se pierden, y al reiniciarlo puede que no haya capacidad.",
    },
    {
      en: "GB200 and GB300 are sold in racks of 18 nodes; an order for a single node may be refused.",
      es: "GB200 y GB300 vienen por rack de 18 nodos; un solo nodo puede ser rechazado.",
    },
  ],
  fetchOffers: async (request) => {
    const reply = await request.getJson("/v1alpha1/inference/capacityclaims/parameters");
    const { zoneInstanceTypes } = parseReply("coreweave", zones, reply);
    // The names of a zone are bare strings; as rows, each can be refused on its own.
    return {
      rows: Object.entries(zoneInstanceTypes).flatMap(([zone, { instanceTypes }]) =>
        instanceTypes.map((instanceType) => ({ zone, instanceType })),
      ),
    };
  },
  response: z.object({ rows: z.array(z.unknown()) }),
  toOffers: ({ rows }, { published }) =>
    mapRows({
      rows,
      schema: row,
      labelFields: ["instanceType", "zone"],
      toDrafts: (one) => toDrafts(one, published),
    }),
});

function toDrafts({ zone, instanceType }: Row, published: PublishedPrices): OfferDraft[] | Refusal {
  // "cd-" is a node of CPUs.
  if (/^cd-[a-z0-9-]{1,60}$/.test(instanceType)) return [];
  const node = readInstanceType(instanceType);
  if (node === null) return unmappedType(instanceType);
  const hasSpot = countryOf(zone) !== null;
  const priced = published.offers.filter((offer) => isOf(offer, node) && (hasSpot || !offer.isSpot));
  if (priced.length === 0) return notPublished(instanceType);
  return priced.map((offer) => ({
    externalId: writePlacedOfferId({ instanceType, region: zone, isSpot: offer.isSpot }),
    instanceType,
    ...node,
    ...listedHourPrice(offer, node.gpuCount),
    isSpot: offer.isSpot,
    availability: "unknown",
    region: zone,
    countryCode: countryOf(zone),
    vcpus: offer.vcpus,
    ramGib: offer.ramGib,
    diskGib: offer.diskGib,
  }));
}

type Node = { gpuRaw: string; cardVramGib: number; gpuCount: number };

/** "gd-8xh100ib-i128" and "b200-8x": depending on the generation, the number is before the GPU or after it. */
function readInstanceType(name: string): Node | null {
  const [, count, word = ""] = /^gd-(\d{1,2})x([a-z0-9]{1,12})(?:-i\d+)?$/.exec(name) ?? [];
  const [, laterWord = "", laterCount] = /^([a-z0-9]{1,12})-(\d{1,2})x(?:-e)?$/.exec(name) ?? [];
  const gpu = gpuWords.get(word || laterWord);
  return gpu === undefined
    ? null
    : { gpuRaw: gpu[0], cardVramGib: gpu[1], gpuCount: Number(count ?? laterCount) };
}

function isOf({ gpuId, gpuCount }: Offer, node: Node): boolean {
  const gpu = parseGpuName(node.gpuRaw, { vramGib: node.cardVramGib });
  return gpu?.id === gpuId && gpuCount === node.gpuCount;
}

/** Zones in North America; the others do not name their country. */
function countryOf(zone: string): "US" | "CA" | null {
  if (/^(?:US-|RNO\d)/.test(zone)) return "US";
  return zone.startsWith("CA-") ? "CA" : null;
}
