import { z } from "zod";
import { googleCards, type MachineType, machineTypes } from "@/domain/instance-type/google-machine-types";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { badReply, defineProvider, type MappedOffers, type ProviderRequest, parseReply } from "../contract";
import { joinMapped, mapRows, type OfferDraft, optionalText } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import type { Refusal } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { googleMachines } from "./machines";
import { LOCAL_DISK, mayBePart, partKey, type Rates, type Sku, sku, takeRate } from "./rates";
import { googleRegions } from "./regions";

/** Compute Engine in the billing catalogue. */
const SKUS_PATH = "/v1/services/6F81-5844-456A/skus";
/** 5,000 rows each; the whole service is under ten. */
const MAX_PAGES = 30;
const page = z.object({ skus: z.array(z.unknown()), nextPageToken: optionalText });

export const google = defineProvider({
  slug: "google",
  name: "Google Cloud",
  website: "https://cloud.google.com/compute",
  docsUrl: "https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list",
  pricingUrl: "https://cloud.google.com/products/compute/pricing/accelerator-optimized",
  baseUrl: "https://cloudbilling.googleapis.com",
  hosts: ["cloudbilling.googleapis.com"],
  pollEverySeconds: 600,
  secretNames: ["GOOGLE_CLOUD_API_KEY"],
  authHeaders: ({ GOOGLE_CLOUD_API_KEY = "" }) => ({ "X-Goog-Api-Key": GOOGLE_CLOUD_API_KEY }),
  priceKind: { gpuHour: "live" },
  hasStock: false,
  hasSpot: true,
  machines: googleMachines,
  ignoredFields,
  quirks: [
    {
      en: "A VM has no price: it is the sum of its vCPUs, memory, GPUs and bundled local disk, each priced by region.",
      es: "Una VM no tiene precio propio: es la suma de sus vCPU, memoria, GPU y disco local incluido, cada uno con precio por región.",
    },
    {
      en: "We keep a table of what a machine type contains, taken from Google's page on accelerator-optimized machines.",
      es: "Lo que trae cada tipo de máquina sale de una tabla nuestra, basada en la página de Google sobre máquinas optimizadas para aceleradores.",
    },
    {
      en: "A machine is offered only where each of its parts has exactly one price.",
      es: "Una máquina se ofrece solo donde cada una de sus partes tiene exactamente un precio.",
    },
    {
      en: "The catalogue does not say in which regions a machine type is offered, nor whether it is available.",
      es: "El catálogo no dice en qué regiones existe un tipo de máquina ni si está disponible.",
    },
    {
      en: "A3 Ultra, A4 and A3 High below 8 GPUs have an on-demand price in the catalogue but are sold as spot only.",
      es: "A3 Ultra, A4 y A3 High con menos de 8 GPU tienen precio on-demand en el catálogo, pero solo se venden como spot.",
    },
    {
      en: "T4, P4, P100 and V100 can be attached to N1 machines of any size; n1-standard-8 with one of them is shown.",
      es: "T4, P4, P100 y V100 van con máquinas N1 de cualquier tamaño; se muestra n1-standard-8 con una de ellas.",
    },
    {
      en: "Reservations, commitments, flex-start and sole tenancy are left out; an on-demand sum below the spot price is taken for one of them and refused.",
      es: "Se omiten reservas, compromisos, flex-start y sole tenancy; una suma on-demand menor que la de spot se rechaza por ser una de esas.",
    },
    {
      en: "The API answers an unknown key with 400.",
      es: "Una clave de API desconocida recibe un 400 como respuesta.",
    },
    {
      en: "A lack of capacity can show up to half a minute after a machine was accepted; such a machine leaves nothing behind.",
      es: "Saber si hay capacidad puede tardar hasta medio minuto después de aceptada la máquina; si no la hay, no queda nada creado.",
    },
    {
      en: "An offer names a region, but a machine runs in a zone. The region's zones that have the type are tried in alphabetical order.",
      es: "Una oferta indica una región y una máquina vive en una zona: se prueban en orden alfabético las zonas de la región que tienen el tipo.",
    },
    {
      en: "Google calls a stopped machine TERMINATED; its disk is still billed.",
      es: "Google llama TERMINATED a una máquina detenida; su disco se sigue cobrando.",
    },
    {
      en: "For some seconds after its launch a machine may be unknown to the API.",
      es: "La API puede tardar unos segundos en reconocer una máquina recién pedida.",
    },
    {
      en: "The firewall rules of the project's default network decide which ports are open.",
      es: "Los puertos abiertos los definen las reglas de firewall de la red predeterminada del proyecto.",
    },
    {
      en: "A spot machine is deleted when Google wants it back.",
      es: "Una máquina spot se elimina cuando Google la reclama.",
    },
  ],
  fetchOffers: async (request) => ({ skus: await listSkus(request) }),
  response: z.object({ skus: z.array(z.unknown()) }),
  toOffers: ({ skus }, { now }) => toOffers(skus, now),
});

async function listSkus(request: ProviderRequest): Promise<unknown[]> {
  const skus: unknown[] = [];
  let query: Record<string, string | number> = { currencyCode: "USD", pageSize: 5000 };
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const reply = await request.getJson(SKUS_PATH, query).catch((error: unknown) => {
      throw count === 0 ? asWrongKey(error) : error;
    });
    const { skus: rows, nextPageToken } = parseReply("google", page, reply);
    for (const row of rows) if (mayBePart(row)) skus.push(row);
    if (!nextPageToken) return skus;
    query = { ...query, pageToken: nextPageToken };
  }
  throw badReply("google", `more than ${MAX_PAGES} pages`);
}

/** On the first page only the key can be wrong with our request. */
function asWrongKey(error: unknown): unknown {
  if (!isProviderError(error) || error.status !== 400) return error;
  return new ProviderError("auth", "google: the API key is not valid", { cause: error, status: 400 });
}

function toOffers(skus: readonly unknown[], now: Date): MappedOffers {
  const rates: Rates = new Map();
  const toDrafts = (row: Sku) => takeRate(row, rates, now) ?? [];
  const parts = mapRows({ rows: skus, schema: sku, labelFields: ["skuId", "description"], toDrafts });
  const machines = mapRows({
    rows: quote(rates),
    schema: z.custom<Quote>(),
    labelFields: ["externalId"],
    toDrafts: toDraft,
  });
  return { ...joinMapped(parts, machines), rawCount: skus.length };
}

type Quote = {
  externalId: string;
  machine: MachineType;
  region: string;
  isSpot: boolean;
  price: bigint | Refusal;
};

/** Each machine type in each region that prices its GPU, with the sum of its parts as the price. */
function quote(rates: Rates): Quote[] {
  return machineTypes.flatMap((machine) => {
    const sell = (isSpot: boolean) =>
      [...(rates.get(partKey(machine.gpu, isSpot))?.keys() ?? [])].map((region): Quote => {
        const externalId = writePlacedOfferId({ instanceType: machine.name, region, isSpot });
        return { externalId, machine, region, isSpot, price: sumOf(machine, { rates, region, isSpot }) };
      });
    const spot = sell(true);
    return machine.isSpotOnly ? spot : [...sell(false).map((one) => refuseBelowSpot(one, spot)), ...spot];
  });
}

function sumOf(
  machine: MachineType,
  { rates, region, isSpot }: { rates: Rates; region: string; isSpot: boolean },
): bigint | Refusal {
  let sum = 0n;
  for (const [name, amount] of partsOf(machine)) {
    const found = [...(rates.get(partKey(name, isSpot))?.get(region) ?? [])];
    const [rate] = found;
    if (rate === undefined) return { refused: { code: "price.part_unpriced", parameters: { part: name } } };
    if (found.length > 1)
      return {
        refused: { code: "price.part_with_several", parameters: { part: name, count: found.length } },
      };
    sum += rate * BigInt(amount);
  }
  return sum;
}

function partsOf(machine: MachineType): [name: string, amount: number][] {
  const { gpu, gpuCount, host, vcpus, ramGib, localDiskGib } = machine;
  const parts: [string, number][] = [[gpu, gpuCount]];
  if (host !== null) parts.push([`${host} Core`, vcpus], [`${host} Ram`, ramGib]);
  if (localDiskGib > 0 && host !== null) parts.push([LOCAL_DISK, localDiskGib]);
  return parts;
}

/** Spot is always the lower price; reserved rates have appeared under the on-demand name. */
function refuseBelowSpot(onDemand: Quote, spots: readonly Quote[]): Quote {
  const spot = spots.find(({ region }) => region === onDemand.region);
  const isBelow =
    typeof onDemand.price === "bigint" && typeof spot?.price === "bigint" && onDemand.price < spot.price;
  return isBelow
    ? { ...onDemand, price: { refused: { code: "price.below_spot", parameters: {} } } }
    : onDemand;
}

function toDraft({ externalId, machine, region, isSpot, price }: Quote): OfferDraft[] | Refusal {
  if (typeof price === "object") return price;
  const [gpuRaw, cardVramGib] = googleCards[machine.gpu];
  return [
    {
      externalId,
      instanceType: machine.name,
      gpuRaw,
      cardVramGib,
      gpuCount: machine.gpuCount,
      usdPerHour: decimalUsd(price),
      isSpot,
      availability: "unknown",
      region,
      countryCode: googleRegions.get(region) ?? null,
      vcpus: machine.vcpus,
      ramGib: machine.ramGib,
      diskGib: machine.localDiskGib,
    },
  ];
}

/** All eighteen digits; `mapRows` rounds when it divides by the GPUs. */
function decimalUsd(attos: bigint): string {
  const digits = attos.toString().padStart(19, "0");
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
}
