import { z } from "zod";
import { defineProvider } from "../contract";
import { mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import { shadeformMachines } from "./machines";
import { writeOfferId } from "./offer-id";

const place = z.object({ region: z.string().min(1), available: z.boolean() });
const instanceType = z.object({
  cloud: z.string().min(1),
  shade_instance_type: z.string().min(1),
  hourly_price: z.number(),
  configuration: z.object({
    gpu_type: z.string(),
    num_gpus: z.number(),
    vram_per_gpu_in_gb: z.number(),
    interconnect: optionalText,
    vcpus: optionalNumber,
    memory_in_gb: optionalNumber,
    storage_in_gb: optionalNumber,
  }),
  availability: z.array(place),
});
type InstanceType = z.infer<typeof instanceType>;

export const shadeform = defineProvider({
  slug: "shadeform",
  name: "Shadeform",
  website: "https://www.shadeform.ai",
  docsUrl: "https://docs.shadeform.ai/api-reference/instances/instances-types",
  pricingUrl: "https://www.shadeform.ai/instances",
  baseUrl: "https://api.shadeform.ai",
  hosts: ["api.shadeform.ai"],
  pollEverySeconds: 300,
  secretNames: ["SHADEFORM_API_KEY"],
  authHeaders: ({ SHADEFORM_API_KEY = "" }) => ({ "X-API-KEY": SHADEFORM_API_KEY }),
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: false,
  machines: shadeformMachines,
  quirks: [
    {
      en: "An aggregator: the machine is in the cloud whose name begins the instance type, and that cloud may sell it directly too.",
      es: "Es un agregador: la máquina está en la nube cuyo nombre encabeza el tipo de instancia, que también puede venderla directamente.",
    },
    {
      en: "The hourly price is in whole cents for the machine.",
      es: "El precio por hora viene en centavos enteros por máquina.",
    },
    {
      en: "Stock is given for each region; a type without any region is available nowhere.",
      es: "La disponibilidad se informa por región; un tipo sin ninguna región no se consigue en ningún lado.",
    },
    {
      en: "Machines cannot be stopped, only deleted; the bill ends when deletion begins.",
      es: "Las máquinas no se pueden detener, solo eliminar; el cobro termina cuando empieza la eliminación.",
    },
    {
      en: "An accepted machine can still fail if the cloud behind it has none left: its status becomes error.",
      es: "Una máquina aceptada todavía puede fallar si la nube de origen no tiene ninguna: su estado pasa a error.",
    },
    {
      en: "Machines get the account's default SSH key.",
      es: "Las máquinas llevan la clave SSH predeterminada de la cuenta.",
    },
    {
      en: "A spend limit or a date (auto_delete) can end a machine by itself; none is set here.",
      es: "Un límite de gasto o una fecha (auto_delete) puede terminar una máquina por sí solo; aquí no se configura ninguno.",
    },
  ],
  fetchOffers: (request) => request.getJson("/v1/instances/types"),
  response: z.object({ instance_types: z.array(z.unknown()) }),
  toOffers: ({ instance_types }) =>
    mapRows({
      rows: instance_types,
      schema: instanceType,
      labelFields: ["cloud", "shade_instance_type"],
      toDrafts,
    }),
});

function toDrafts(row: InstanceType): OfferDraft[] {
  const { num_gpus, vram_per_gpu_in_gb, vcpus, memory_in_gb, storage_in_gb } = row.configuration;
  if (num_gpus === 0 && vram_per_gpu_in_gb === 0) return [];
  const places = row.availability.length === 0 ? [null] : row.availability;
  return places.map((one) => ({
    externalId: writeOfferId({
      cloud: row.cloud,
      type: row.shade_instance_type,
      region: one?.region ?? null,
    }),
    instanceType: `${row.cloud} ${row.shade_instance_type}`,
    gpuRaw: gpuName(row.configuration),
    cardVramGib: vram_per_gpu_in_gb,
    gpuCount: num_gpus,
    // The quotient of two integers prints as the exact decimal, so no fraction of a cent is lost.
    usdPerHour: row.hourly_price / 100,
    isSpot: false,
    availability: one?.available ? ("available" as const) : ("unavailable" as const),
    region: one?.region ?? null,
    countryCode: one === null ? null : countryOf(one.region),
    vcpus,
    ramGib: memory_in_gb,
    diskGib: storage_in_gb,
  }));
}

/** "A100_80G" on sxm4: the link states the form factor if it names one, and "pcie" does so only for cards that have other forms too. */
function gpuName({ gpu_type, interconnect }: InstanceType["configuration"]): string {
  const link = interconnect?.toLowerCase() ?? "";
  const isForm =
    /^sxm\d?$/.test(link) || (link === "pcie" && /^(?:A100|H100|V100)(?:_\d+GB?)?$/i.test(gpu_type));
  return isForm ? `${gpu_type} ${link}` : gpu_type;
}

/** Regions are "<city>-<country>-<number>" or "<country>-<place>"; without a country that we know, the country is unknown. */
function countryOf(region: string): string | null {
  const words = region.toLowerCase().split("-");
  return words.map((word) => countries.get(word)).find((code) => code !== undefined) ?? null;
}

// biome-ignore format: a table
const countries: ReadonlyMap<string, string> = new Map([
  ["australia", "AU"], ["austria", "AT"], ["belgium", "BE"], ["brazil", "BR"], ["canada", "CA"], ["denmark", "DK"],
  ["finland", "FI"], ["france", "FR"], ["germany", "DE"], ["iceland", "IS"], ["india", "IN"], ["ireland", "IE"],
  ["israel", "IL"], ["italy", "IT"], ["japan", "JP"], ["netherlands", "NL"], ["norway", "NO"], ["poland", "PL"],
  ["portugal", "PT"], ["singapore", "SG"], ["spain", "ES"], ["sweden", "SE"], ["switzerland", "CH"], ["uk", "GB"],
  ["us", "US"], ["usa", "US"],
]);
