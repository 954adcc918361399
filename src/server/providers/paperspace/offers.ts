import { z } from "zod";
import { badReply, defineProvider, type ProviderRequest, parseReply } from "../contract";
import { mapRows, type OfferDraft, optionalNumber, optionalText } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import type { Refusal } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { paperspaceMachines } from "./machines";

const MAX_PAGES = 10;
const SIZES_PER_PAGE = 200;

// biome-ignore format: a table
const countries: ReadonlyMap<string, string> = new Map([
  ["ams2", "NL"], ["ams3", "NL"], ["atl1", "US"], ["blr1", "IN"], ["fra1", "DE"], ["lon1", "GB"], ["nyc1", "US"],
  ["nyc2", "US"], ["nyc3", "US"], ["ric1", "US"], ["sfo1", "US"], ["sfo2", "US"], ["sfo3", "US"], ["sgp1", "SG"],
  ["syd1", "AU"], ["tor1", "CA"],
]);

const page = z.object({
  sizes: z.array(z.unknown()),
  links: z.object({ pages: z.object({ next: optionalText }).nullish() }).nullish(),
});

const disk = z.object({ size: z.object({ amount: z.number().positive(), unit: z.literal("gib") }) });

const size = z.object({
  slug: z.string(),
  price_hourly: z.number(),
  regions: z.array(z.string()),
  available: z.boolean(),
  memory: optionalNumber,
  vcpus: optionalNumber,
  disk: optionalNumber,
  disk_info: z.array(disk).nullish().catch(null),
  gpu_info: z
    .object({
      count: z.number(),
      model: z.string(),
      vram: z.object({ amount: z.number(), unit: z.literal("gib").optional() }),
    })
    .nullish(),
});
type Size = z.infer<typeof size>;

export const paperspace = defineProvider({
  slug: "paperspace",
  name: "Paperspace",
  website: "https://www.paperspace.com",
  docsUrl: "https://docs.digitalocean.com/reference/api/reference/sizes/",
  pricingUrl: "https://www.digitalocean.com/pricing/gpu-droplets",
  baseUrl: "https://api.digitalocean.com",
  hosts: ["api.digitalocean.com"],
  pollEverySeconds: 300,
  secretNames: ["DIGITALOCEAN_TOKEN"],
  authHeaders: ({ DIGITALOCEAN_TOKEN = "" }) => ({ authorization: `Bearer ${DIGITALOCEAN_TOKEN}` }),
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: true,
  machines: paperspaceMachines,
  ignoredFields,
  quirks: [
    {
      en: "Paperspace belongs to DigitalOcean and has no list of prices; the live offers are DigitalOcean's GPU Droplets.",
      es: "Paperspace pertenece a DigitalOcean y no tiene lista de precios; las ofertas en vivo son los GPU Droplets de DigitalOcean.",
    },
    {
      en: "The list contains all droplet sizes; those without GPUs are skipped.",
      es: "La lista trae todos los tamaños de droplet; los que no tienen GPU se omiten.",
    },
    {
      en: "The VRAM stated is the total of all GPUs of the droplet.",
      es: "La VRAM indicada es la de todas las GPU del droplet juntas.",
    },
    {
      en: "A size names only the regions where the key's account may launch it; without one it is unavailable.",
      es: "Un tamaño indica solo las regiones donde la cuenta de la clave de API puede lanzarlo; si no indica ninguna, no se puede obtener.",
    },
    {
      en: 'Spot sizes are sizes of their own, whose slugs end in "-spot"; sizes sold by contract only are refused.',
      es: 'Los tamaños spot son tamaños aparte, con slugs que terminan en "-spot"; los que se venden solo por contrato se rechazan.',
    },
    {
      en: "A droplet that is switched off is still billed until it is destroyed.",
      es: "Un droplet apagado se sigue cobrando igual hasta que se destruye.",
    },
    {
      en: "Only the text of an answer says that a size is sold out; its code covers every mistake in an order.",
      es: "Que está agotado lo dice solo el texto de la respuesta; su código vale para cualquier error en un pedido.",
    },
    {
      en: "To stop a droplet is to ask it to shut down; one that does not respond stays active.",
      es: "Detener es pedirle al droplet que se apague: si no hace caso, sigue activo.",
    },
    {
      en: "The list of droplets leaves out those with GPUs unless the request asks for them.",
      es: "La lista de droplets no incluye los que tienen GPU, a menos que se pidan.",
    },
  ],
  fetchOffers: async (request) => ({ sizes: await listSizes(request) }),
  response: z.object({ sizes: z.array(z.unknown()) }),
  toOffers: ({ sizes }) => mapRows({ rows: sizes, schema: size, labelFields: ["slug"], toDrafts }),
});

async function listSizes(request: ProviderRequest): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const reply = await request.getJson("/v2/sizes", { per_page: SIZES_PER_PAGE, page: number });
    const { sizes, links } = parseReply("paperspace", page, reply);
    rows.push(...sizes);
    if (!links?.pages?.next) return rows;
  }
  throw badReply("paperspace", `more than ${MAX_PAGES} pages`);
}

function toDrafts(row: Size): OfferDraft[] | Refusal {
  const { slug, gpu_info: gpu } = row;
  if (!gpu) return [];
  if (/-contracted(?:-|$)/.test(slug)) return { refused: { code: "sale.contract_only", parameters: {} } };
  const isSpot = slug.endsWith("-spot");
  const places = row.available && row.regions.length > 0 ? row.regions : [null];
  return places.map((region) => ({
    externalId: writePlacedOfferId({ instanceType: slug, region, isSpot }),
    instanceType: slug,
    gpuRaw: gpu.model.replaceAll("_", " "),
    cardVramGib: gpu.vram.amount / gpu.count,
    gpuCount: gpu.count,
    usdPerHour: row.price_hourly,
    isSpot,
    availability: region === null ? "unavailable" : "available",
    region,
    countryCode: region === null ? null : (countries.get(region) ?? null),
    vcpus: row.vcpus,
    ramGib: row.memory == null ? null : row.memory / 1024,
    diskGib: diskOf(row),
  }));
}

/** Boot and scratch disks together if they are listed; `disk` alone is the boot disk. */
function diskOf({ disk, disk_info: disks }: Size): number | null {
  if (!disks || disks.length === 0) return disk ?? null;
  return disks.reduce((sum, { size: { amount } }) => sum + amount, 0);
}
