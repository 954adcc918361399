import { z } from "zod";
import { defineProvider } from "../contract";
import { mapRows, type OfferDraft, optionalNumber } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import { ignoredFields } from "./ignored-fields";
import { lambdaMachines } from "./machines";

/** Regions outside the United States, whose codes begin with "us-". */
const countries: ReadonlyMap<string, string> = new Map([
  ["asia-northeast-1", "JP"],
  ["asia-northeast-2", "JP"],
  ["asia-south-1", "IN"],
  ["australia-east-1", "AU"],
  ["europe-central-1", "DE"],
  ["europe-south-1", "IT"],
  ["me-west-1", "IL"],
]);

const instanceType = z.object({
  instance_type: z.object({
    name: z.string(),
    gpu_description: z.string(),
    price_cents_per_hour: z.number(),
    specs: z.object({
      gpus: z.number(),
      vcpus: optionalNumber,
      memory_gib: optionalNumber,
      storage_gib: optionalNumber,
    }),
  }),
  regions_with_capacity_available: z.array(z.object({ name: z.string() })),
});

export const lambda = defineProvider({
  slug: "lambda",
  name: "Lambda",
  website: "https://lambda.ai",
  docsUrl: "https://docs.lambda.ai/api/cloud",
  pricingUrl: "https://lambda.ai/pricing",
  baseUrl: "https://cloud.lambda.ai",
  hosts: ["cloud.lambda.ai"],
  pollEverySeconds: 120,
  pace: [{ everyMs: 1_000 }, { everyMs: 12_000, path: /\/instance-operations\/launch$/ }],
  secretNames: ["LAMBDA_API_KEY"],
  authHeaders: ({ LAMBDA_API_KEY = "" }) => ({ authorization: `Bearer ${LAMBDA_API_KEY}` }),
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: false,
  machines: lambdaMachines,
  ignoredFields,
  quirks: [
    {
      en: "The API allows one request per second and one launch every twelve seconds; a poll is a single call.",
      es: "Se permite una solicitud por segundo y un lanzamiento cada doce; una consulta es una sola solicitud.",
    },
    {
      en: "Types come as an object keyed by name, not as a list.",
      es: "Los tipos vienen en un objeto, cada uno bajo su nombre, y no en una lista.",
    },
    {
      en: "Prices are in whole US cents per hour for the machine, and the same in all regions.",
      es: "Los precios son centavos enteros de dólar por hora de máquina, iguales en todas las regiones.",
    },
    {
      en: "A type without capacity keeps its price and names no region.",
      es: "Un tipo sin capacidad conserva su precio y no indica ninguna región.",
    },
    {
      en: "An instance cannot be stopped: it runs and is billed until it is terminated.",
      es: "No se puede detener: una instancia funciona y se cobra hasta que se termina.",
    },
    {
      en: "An instance has exactly one SSH key, given by its name in the account; the API does not accept the key itself.",
      es: "Una instancia lleva exactamente una clave SSH, identificada por su nombre en la cuenta; la API no acepta la clave en sí.",
    },
  ],
  fetchOffers: (request) => request.getJson("/api/v1/instance-types"),
  response: z.object({ data: z.record(z.string(), z.unknown()) }),
  toOffers: ({ data }) =>
    mapRows({
      rows: Object.values(data),
      schema: instanceType,
      labelFields: ["instance_type.name"],
      toDrafts,
    }),
});

function toDrafts(row: z.infer<typeof instanceType>): OfferDraft[] {
  const { name, gpu_description: gpuRaw, price_cents_per_hour: cents, specs } = row.instance_type;
  if (specs.gpus === 0 && /^(?:n\/a)?$/i.test(gpuRaw)) return [];
  const regions = row.regions_with_capacity_available.map((region) => region.name);
  return (regions.length === 0 ? [null] : regions).map((region) => ({
    externalId: writePlacedOfferId({ instanceType: name, region, isSpot: false }),
    instanceType: name,
    gpuRaw,
    // The description states it: "H100 (80 GB SXM5)".
    cardVramGib: null,
    gpuCount: specs.gpus,
    usdPerHour: cents / 100,
    isSpot: false,
    availability: region === null ? "unavailable" : "available",
    region,
    countryCode: region === null ? null : countryOf(region),
    vcpus: specs.vcpus,
    ramGib: specs.memory_gib,
    diskGib: specs.storage_gib,
  }));
}

function countryOf(region: string): string | null {
  return region.startsWith("us-") ? "US" : (countries.get(region) ?? null);
}
