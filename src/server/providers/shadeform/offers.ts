import { z } from "zod";
import { defineProvider } from "../contract";
import { mapRows, type OfferDraft, optionalNumber, optionalPrice, optionalText } from "../map-rows";
import { ignoredFields } from "./ignored-fields";
import { shadeformMachines } from "./machines";
import { writeOfferId } from "./offer-id";

const place = z.object({
  region: z.string().min(1),
  available: z.boolean(),
  /** "on_demand" or "spot"; replies of before 2026 have none, and were on demand. */
  rental_type: optionalText,
  /** Of a spot entry, in dollars, while the type's own price is in cents and on demand. */
  hourly_price: optionalPrice,
});
type Place = z.infer<typeof place>;
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
  hasSpot: true,
  machines: shadeformMachines,
  ignoredFields,
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
      en: "Stock is given for each region, and apart for spot; a type without any region is available nowhere.",
      es: "La disponibilidad se informa por región y, aparte, para spot; un tipo sin ninguna región no se consigue en ningún lado.",
    },
    {
      en: "A spot entry has a price of its own, in dollars. The documented order has no field for it, so it cannot be launched from here.",
      es: "Una entrada spot lleva su propio precio, en dólares; el pedido documentado no tiene campo para ella, así que no se puede lanzar desde aquí.",
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
      es: "Un límite de gasto o una fecha (auto_delete) puede eliminar una máquina por sí solo; aquí no se configura ninguno.",
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
  const onDemand = row.availability.filter(({ rental_type }) => (rental_type ?? "on_demand") === "on_demand");
  const spot = row.availability.filter(({ rental_type }) => rental_type === "spot");
  const places: { one: Place | null; isSpot: boolean }[] = [
    ...(onDemand.length === 0 ? [null] : onDemand).map((one) => ({ one, isSpot: false })),
    ...spot.map((one) => ({ one, isSpot: true })),
  ];
  return places.map(({ one, isSpot }) => ({
    externalId: writeOfferId({
      cloud: row.cloud,
      type: row.shade_instance_type,
      region: one?.region ?? null,
      isSpot,
    }),
    instanceType: `${row.cloud} ${row.shade_instance_type}`,
    gpuRaw: gpuName(row.configuration),
    cardVramGib: vram_per_gpu_in_gb,
    gpuCount: num_gpus,
    // The quotient of two integers prints as the exact decimal, so no fraction of a cent is lost.
    usdPerHour: isSpot ? (one?.hourly_price ?? null) : row.hourly_price / 100,
    isSpot,
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
