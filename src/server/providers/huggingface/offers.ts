import { z } from "zod";
import type { Availability } from "@/domain/offer/offer";
import { defineProvider, parseReply } from "../contract";
import { mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import type { Refusal } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { huggingfaceMachines } from "./machines";
import { writeInstanceType, writeOfferId } from "./offer-id";

/** Regions whose code does not show that they are in the United States. */
const countries: ReadonlyMap<string, string> = new Map([
  ["ap-northeast-2", "KR"],
  ["eu-west-1", "IE"],
]);

/** From Hugging Face's own client, 2026-08; any other status means unknown. */
const stocks: ReadonlyMap<string, Availability> = new Map([
  ["available", "available"],
  ["low_availability", "limited"],
  ["not_available", "unavailable"],
  // Kept for accounts with a contract and for endpoints that are already running.
  ["reserved", "unavailable"],
  ["deprecated", "unavailable"],
]);

const reply = z.object({
  vendors: z.array(
    z.object({
      name: z.string().min(1),
      status: optionalText,
      regions: z.array(
        z.object({ name: z.string().min(1), status: optionalText, computes: z.array(z.unknown()) }),
      ),
    }),
  ),
});

/** A size as one region sells it; in the reply it is nested three lists deep. */
const compute = z.object({
  accelerator: z.string(),
  instanceType: z.string().min(1),
  instanceSize: z.string().min(1),
  architecture: z.string(),
  numAccelerators: z.number(),
  gpuMemoryGb: z.number().nullish(),
  pricePerHour: z.number().nullish(),
  status: optionalText,
  numCpus: optionalNumber,
  memoryGb: optionalNumber,
});
const row = z.object({ vendor: z.string(), region: z.string(), isOpen: z.boolean(), compute });

export const huggingface = defineProvider({
  slug: "huggingface",
  name: "Hugging Face",
  website: "https://huggingface.co/inference-endpoints",
  docsUrl: "https://huggingface.co/docs/inference-endpoints/api_reference",
  pricingUrl: "https://endpoints.huggingface.co/pricing",
  baseUrl: "https://api.endpoints.huggingface.cloud",
  hosts: ["api.endpoints.huggingface.cloud"],
  pollEverySeconds: 300,
  secretNames: [],
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: false,
  machines: huggingfaceMachines,
  ignoredFields,
  quirks: [
    {
      en: "You rent a replica of an endpoint that serves a model, not a machine to log in to.",
      es: "Se alquila una réplica de un endpoint que sirve un modelo, no una máquina a la que se pueda entrar.",
    },
    {
      en: "We read the list without a key, as many programs do, although no documentation promises that.",
      es: "La lista se consulta sin clave de API, como hacen muchos programas; la documentación no lo garantiza en ninguna parte.",
    },
    {
      en: "Prices are for one replica of a size and do not grow in proportion to its GPUs.",
      es: "Los precios son por réplica de un tamaño y no crecen en proporción a sus GPU.",
    },
    {
      en: "GPU memory is stated for all GPUs together; for a T4 at AWS it is the usable 14 of its 16 GB.",
      es: "La memoria de GPU se da para todas las GPU juntas y, para una T4 en AWS, son los 14 GB utilizables de sus 16.",
    },
    {
      en: "Before a launch we check the account's own list, because only it tells stock and quota apart.",
      es: "Antes de lanzar se revisa la lista de la propia cuenta, la única que distingue disponibilidad de cuota.",
    },
    {
      en: "Paused means stopped: nothing is billed until it resumes. Billing is by the minute and begins with initialization.",
      es: "En pausa significa detenido: no se cobra nada hasta reanudarlo; se cobra por minuto, desde que empieza a inicializarse.",
    },
    {
      en: "An endpoint that scaled itself to zero is shown as stopped; the next request starts it, and its bill, again.",
      es: "Un endpoint que se escaló a cero se muestra como detenido y vuelve a iniciar, y a cobrarse, con la siguiente solicitud.",
    },
    {
      en: "A refused key and an organization without billing get the same answer.",
      es: "Una clave de API rechazada y una organización sin facturación reciben la misma respuesta.",
    },
  ],
  fetchOffers: async (request) => {
    const { vendors } = parseReply("huggingface", reply, await request.getJson("/v2/provider"));
    return { sizes: vendors.flatMap(sizesOf) };
  },
  response: z.object({ sizes: z.array(z.unknown()) }),
  toOffers: ({ sizes }) =>
    mapRows({
      rows: sizes,
      schema: row,
      labelFields: ["vendor", "region", "compute.instanceType", "compute.instanceSize"],
      toDrafts,
    }),
});

function sizesOf({ name: vendor, status, regions }: z.infer<typeof reply>["vendors"][number]) {
  return regions.flatMap((region) => {
    const isOpen = [status, region.status].every((word) => (word ?? "available") === "available");
    return region.computes.map((one) => ({ vendor, region: region.name, isOpen, compute: one }));
  });
}

function toDrafts({ vendor, region, isOpen, compute: size }: z.infer<typeof row>): OfferDraft[] | Refusal {
  if (size.accelerator !== "gpu") return [];
  if (size.gpuMemoryGb == null)
    return { refused: { code: "field.missing", parameters: { field: "gpuMemoryGb" } } };
  const named = { vendor, instanceType: size.instanceType, instanceSize: size.instanceSize };
  return [
    {
      externalId: writeOfferId(named, region),
      instanceType: writeInstanceType(named),
      gpuRaw: size.architecture,
      cardVramGib: size.gpuMemoryGb / size.numAccelerators,
      gpuCount: size.numAccelerators,
      usdPerHour: size.pricePerHour ?? null,
      isSpot: false,
      availability: isOpen ? (stocks.get(size.status ?? "") ?? "unknown") : "unavailable",
      region,
      countryCode: countryOf(region),
      vcpus: size.numCpus,
      ramGib: size.memoryGb,
    },
  ];
}

/** "us-east-1" of AWS and "us-east4" of Google, "eastus" of Azure. */
function countryOf(region: string): string | null {
  return /^us-|^(?:east|west|central|northcentral|southcentral)us\d?$/.test(region)
    ? "US"
    : (countries.get(region) ?? null);
}
