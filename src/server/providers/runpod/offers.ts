import { z } from "zod";
import { runpodNames } from "@/domain/instance-type/runpod-names";
import type { Availability } from "@/domain/offer/offer";
import { badReply, defineProvider, type ProviderRequest, parseReply } from "../contract";
import {
  joinMapped,
  mapRows,
  type OfferDraft,
  optionalNumber,
  optionalPrice,
  optionalText,
} from "../map-rows";
import { amount } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { runpodMachines } from "./machines";
import { type Cloud, writeInstanceType, writeOfferId } from "./offer-id";

/** GPUs of one pod, as far as a cloud has pods that large. Any number up to its largest can be rented; these are shown. */
const sizes = [1, 2, 4, 8] as const;

/** Stock, bid, vCPUs and memory are those of a pod of that size; one query asks for all sizes. */
const query = `query GpuTypes($secureCloud: Boolean!) {
  gpuTypes {
    id memoryInGb securePrice communityPrice secureCloud communityCloud
    minPodGpuCount maxGpuCount maxGpuCountSecureCloud maxGpuCountCommunityCloud
    ${sizes
      .map(
        (size) =>
          `size${size}: lowestPrice(input: { gpuCount: ${size}, secureCloud: $secureCloud }) { minimumBidPrice minVcpu minMemory stockStatus }`,
      )
      .join("\n    ")}
  }
}`;

const graphqlErrors = z.object({ errors: z.array(z.object({ message: optionalText })).nullish() });
const gpuTypes = z.object({ data: z.object({ gpuTypes: z.array(z.unknown()) }) });

const lowestPrice = z.object({
  minimumBidPrice: optionalPrice,
  minVcpu: optionalNumber,
  minMemory: optionalNumber,
  stockStatus: optionalText,
});

const gpuType = z.object({
  id: z.string(),
  memoryInGb: z.number(),
  secureCloud: z.boolean().nullish(),
  communityCloud: z.boolean().nullish(),
  securePrice: z.number().nullish(),
  communityPrice: z.number().nullish(),
  minPodGpuCount: optionalNumber,
  maxGpuCount: optionalNumber,
  maxGpuCountSecureCloud: optionalNumber,
  maxGpuCountCommunityCloud: optionalNumber,
  size1: lowestPrice.nullish(),
  size2: lowestPrice.nullish(),
  size4: lowestPrice.nullish(),
  size8: lowestPrice.nullish(),
});
type GpuType = z.infer<typeof gpuType>;

export const runpod = defineProvider({
  slug: "runpod",
  name: "RunPod",
  website: "https://www.runpod.io",
  docsUrl: "https://docs.runpod.io/sdks/graphql/manage-pods",
  pricingUrl: "https://www.runpod.io/pricing",
  baseUrl: "https://api.runpod.io",
  hosts: ["api.runpod.io"],
  pollEverySeconds: 120,
  secretNames: [],
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: true,
  machines: runpodMachines,
  ignoredFields,
  quirks: [
    {
      en: "Prices are for one GPU; n GPUs cost n times as much, up to the largest pod of the cloud. Pods of 1, 2, 4 and 8 are shown.",
      es: "Los precios son por una GPU; n GPU cuestan n veces más, hasta el pod más grande de la nube. Se muestran pods de 1, 2, 4 y 8.",
    },
    { en: "GraphQL reports errors under HTTP 200.", es: "GraphQL informa los errores con HTTP 200." },
    {
      en: "The keyless query gives stock for the whole cloud, not by place, so offers have no region.",
      es: "La consulta sin clave de API y sin ubicación da la disponibilidad de toda la nube, así que las ofertas no llevan región.",
    },
    {
      en: "A stockStatus of null means that none is available now.",
      es: "Un stockStatus null significa que ahora no hay ninguna.",
    },
    {
      en: "Pods are rented through REST v2 with a key. Spot pods need a bid through GraphQL, and the highest bid keeps them.",
      es: "Los pods se alquilan por REST v2 con una clave de API; los pods spot, con una puja por GraphQL, y la puja más alta los conserva.",
    },
    {
      en: "A launch refused with 400 broke a rule or found no capacity, and only the text tells which; 403 means a pool that is closed to the account.",
      es: "Un 400 al lanzar es una regla incumplida o falta de capacidad, y solo su texto dice cuál; un 403 es un pool cerrado para la cuenta.",
    },
    {
      en: "A stopped pod is still billed for its container disk, although its cost reads 0; terminating it ends both.",
      es: "Un pod detenido sigue pagando el disco de su contenedor, aunque su costo figure en 0; al eliminarlo, dejan de cobrarse ambos.",
    },
    {
      en: "Calls are limited per minute, hour and day. RateLimit headers say what is left, Retry-After how long to wait.",
      es: "Las solicitudes se limitan por minuto, por hora y por día; los encabezados RateLimit dicen cuánto queda y Retry-After cuánto esperar.",
    },
  ],
  fetchOffers: async (request) => ({
    secure: await askPrices(request, "secure"),
    community: await askPrices(request, "community"),
  }),
  response: z.object({ secure: gpuTypes, community: gpuTypes }),
  toOffers: ({ secure, community }) =>
    joinMapped(mapCloud(secure.data.gpuTypes, "secure"), mapCloud(community.data.gpuTypes, "community")),
});

/** Stock and bids differ between the two clouds, so each takes a call. */
async function askPrices(request: ProviderRequest, cloud: Cloud): Promise<unknown> {
  const variables = { secureCloud: cloud === "secure" };
  const reply = await request.postJson("/graphql", { query, variables });
  const [error] = parseReply("runpod", graphqlErrors, reply).errors ?? [];
  if (error) throw badReply("runpod", `GraphQL error: ${error.message ?? "without a message"}`);
  return reply;
}

function mapCloud(rows: readonly unknown[], cloud: Cloud) {
  return mapRows({
    rows,
    schema: gpuType,
    labelFields: ["id"],
    toDrafts: (row) => toDrafts(row, cloud),
  });
}

function toDrafts(row: GpuType, cloud: Cloud): OfferDraft[] {
  const isSold = cloud === "secure" ? row.secureCloud : row.communityCloud;
  if (!isSold) return [];
  return sizesOf(row, cloud).flatMap((size) => {
    const onDemand = draft(row, { cloud, size, isSpot: false });
    return row[`size${size}`]?.minimumBidPrice == null
      ? [onDemand]
      : [onDemand, draft(row, { cloud, size, isSpot: true })];
  });
}

type Size = (typeof sizes)[number];

/** Single GPUs where the feed states no sizes. */
function sizesOf(row: GpuType, cloud: Cloud): Size[] {
  const ofCloud = cloud === "secure" ? row.maxGpuCountSecureCloud : row.maxGpuCountCommunityCloud;
  const [least, most] = [row.minPodGpuCount ?? 1, ofCloud ?? row.maxGpuCount ?? 1];
  return sizes.filter((size) => size >= least && size <= most);
}

function draft(
  row: GpuType,
  { cloud, size, isSpot }: { cloud: Cloud; size: Size; isSpot: boolean },
): OfferDraft {
  const pod = row[`size${size}`];
  const usdPerGpuHour = isSpot
    ? pod?.minimumBidPrice
    : cloud === "secure"
      ? row.securePrice
      : row.communityPrice;
  return {
    externalId: writeOfferId({ gpu: row.id, cloud, isSpot, gpuCount: size }),
    instanceType: writeInstanceType({ gpu: row.id, cloud, gpuCount: size }),
    gpuRaw: row.id,
    gpuName: runpodNames.get(row.id),
    cardVramGib: row.memoryInGb,
    gpuCount: size,
    usdPerHour: timesSize(usdPerGpuHour, size),
    isSpot,
    availability: availabilityOf(pod?.stockStatus),
    region: null,
    countryCode: null,
    vcpus: pod?.minVcpu,
    ramGib: pod?.minMemory,
  };
}

/** Exact, because the sizes are powers of two. What is no amount is refused as it stands. */
function timesSize(usd: number | string | null | undefined, size: Size): number | string | null {
  if (usd == null) return null;
  return amount(usd) === null ? usd : Number(usd) * size;
}

function availabilityOf(stockStatus: string | null | undefined): Availability {
  if (stockStatus == null) return "unavailable";
  const word = stockStatus.toLowerCase();
  if (word === "high" || word === "medium") return "available";
  if (word === "low") return "limited";
  return word === "none" ? "unavailable" : "unknown";
}
