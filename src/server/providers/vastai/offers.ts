import { z } from "zod";
import { defineProvider } from "../contract";
import { mapRows, type OfferDraft, optionalNumber, optionalPrice, optionalText } from "../map-rows";
import { momentOf, type Refusal, refuseOutOfForce } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { vastaiMachines } from "./machines";
import { writeOfferId } from "./offer-id";

const LIMIT = 3000;

/**
 * One search gives both prices: an on-demand row has `min_bid` too, and a second search right after the first would hit
 * the endpoint's minimum interval (429 without Retry-After).
 */
const search = {
  limit: LIMIT,
  type: "on-demand",
  verified: { eq: true },
  rentable: { eq: true },
  rented: { eq: false },
  num_gpus: { gte: 1 },
  order: [["dph_total", "asc"]],
};

const ask = z.object({
  machine_id: z.number(),
  gpu_name: z.string(),
  num_gpus: z.number(),
  gpu_ram: z.number(),
  dph_base: z.number(),
  min_bid: optionalPrice,
  rentable: z.boolean().nullish(),
  rented: z.boolean().nullish(),
  geolocation: optionalText,
  cpu_cores: optionalNumber,
  cpu_cores_effective: optionalNumber,
  cpu_ram: optionalNumber,
  disk_space: optionalNumber,
  reliability: optionalNumber,
  reliability2: optionalNumber,
  inet_down: optionalNumber,
  inet_up: optionalNumber,
  inet_up_cost: optionalNumber,
  storage_cost: optionalNumber,
  /** Seconds since 1970, between which the host offers the machine. */
  start_date: optionalNumber,
  end_date: optionalNumber,
});
type Ask = z.infer<typeof ask>;

export const vastai = defineProvider({
  slug: "vastai",
  name: "Vast.ai",
  website: "https://vast.ai",
  docsUrl: "https://docs.vast.ai/api-reference/search/search-offers",
  pricingUrl: "https://vast.ai/pricing",
  baseUrl: "https://console.vast.ai",
  hosts: ["console.vast.ai"],
  pollEverySeconds: 120,
  // Limits from Vast.ai's pages (rate-limits-and-errors, and the 429s of the API description), each for one endpoint.
  pace: [
    { everyMs: 6_000, path: /\/bundles\/$/ },
    { everyMs: 4_500, path: /\/asks\/\d+\/$/ },
    { everyMs: 2_000, path: /\/v0\/instances\/[^/]+\/$/, method: "GET" },
    { everyMs: 3_000, path: /\/v0\/instances\/[^/]+\/$/, method: "DELETE" },
    { everyMs: 1_000, path: /\/v0\/instances\/[^/]+\/$/, method: "PUT" },
    { everyMs: 1_000, path: /\/v1\/instances\/$/ },
  ],
  secretNames: [],
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: true,
  machines: vastaiMachines,
  ignoredFields,
  quirks: [
    {
      en: "Offer ids last for minutes, so we identify an offer by machine, number of GPUs and kind, and keep the cheapest of several.",
      es: "Los ID de oferta duran minutos, así que una oferta se identifica por máquina, número de GPU y tipo; si hay varias, queda la más barata.",
    },
    {
      en: `Only verified hosts are asked for, at most ${LIMIT}; there is no paging.`,
      es: `Solo se consultan hosts verificados, ${LIMIT} como máximo; no hay paginación.`,
    },
    {
      en: "The hourly price excludes disk, which is priced per GB and month, and traffic, which is priced per GB.",
      es: "El precio por hora no incluye disco; el disco se cobra por GB al mes y el tráfico por GB.",
    },
    {
      en: "A 429 can be plain text and never says how long to wait.",
      es: "Un 429 puede ser texto plano y nunca dice cuánto esperar.",
    },
    {
      en: "gpu_ram is what the driver reports, slightly below the nominal figure.",
      es: "gpu_ram es lo que muestra el driver, un poco menos que lo que dice la caja.",
    },
    {
      en: "To rent, we search again for the machine's ask and accept it, so the price is the one at that moment.",
      es: "Para alquilar se busca de nuevo la oferta de la máquina y se la acepta, así que el precio es el de ese momento.",
    },
    {
      en: "A refused launch, especially of a spot instance, can leave a stopped instance behind whose disk is billed; we destroy it.",
      es: "Un lanzamiento rechazado, sobre todo de una instancia spot, puede dejar una instancia detenida cuyo disco se cobra: se destruye.",
    },
    {
      en: "An outbid spot instance stops and is shown as stopped; it runs again by itself once its bid wins.",
      es: "Una instancia spot superada por otra puja se detiene y figura como detenida; vuelve a funcionar sola cuando su puja gana.",
    },
    {
      en: "A stopped instance is still billed for its disk, and its GPU may be rented to somebody else in the meantime.",
      es: "Una instancia detenida paga su disco; mientras tanto, su GPU puede alquilarse a otra persona.",
    },
  ],
  limits: { maxBytes: 64 * 1024 * 1024 },
  fetchOffers: (request) => request.postJson("/api/v0/bundles/", search),
  response: z.object({ offers: z.array(z.unknown()) }),
  toOffers: ({ offers }, { now }) =>
    mapRows({
      rows: offers,
      schema: ask,
      labelFields: ["machine_id", "id"],
      toDrafts: (row) => toDrafts(row, now),
    }),
});

function toDrafts(row: Ask, now: Date): OfferDraft[] | Refusal {
  const inForce = { from: momentOf(row.start_date), until: momentOf(row.end_date) };
  const refused = refuseOutOfForce(inForce, now);
  if (refused !== null) return refused;
  const onDemand = draft(row, false);
  return row.min_bid == null ? [onDemand] : [onDemand, draft(row, true)];
}

function draft(row: Ask, isSpot: boolean): OfferDraft {
  return {
    externalId: writeOfferId({ machineId: row.machine_id, gpuCount: row.num_gpus, isSpot }),
    instanceType: `${row.num_gpus}x ${row.gpu_name}`,
    gpuRaw: row.gpu_name,
    cardVramGib: row.gpu_ram / 1024,
    gpuCount: row.num_gpus,
    usdPerHour: isSpot ? (row.min_bid ?? null) : row.dph_base,
    isSpot,
    availability: row.rentable === false || row.rented === true ? "unavailable" : "available",
    ...placeOf(row.geolocation),
    vcpus: row.cpu_cores_effective,
    ramGib: ramGibOf(row),
    diskGib: row.disk_space,
    reliability: row.reliability2 ?? row.reliability,
    networkDownMbps: row.inet_down,
    networkUpMbps: row.inet_up,
    usdPerGibEgress: row.inet_up_cost,
    usdPerGibMonthDisk: row.storage_cost,
  };
}

/** cpu_ram (MB) is that of the whole host; an offer gets the same share of it as of the cores. */
function ramGibOf({ cpu_ram, cpu_cores, cpu_cores_effective }: Ask): number | null {
  if (cpu_ram == null || !cpu_cores || cpu_cores_effective == null) return null;
  return (cpu_ram * Math.min(1, cpu_cores_effective / cpu_cores)) / 1024;
}

/** "Texas, US", ", US" or nothing at all. */
function placeOf(geolocation: string | null | undefined) {
  const region = geolocation?.replace(/^[\s,]+|[\s,]+$/g, "") || null;
  return { region, countryCode: /(?:^|,\s*)([A-Z]{2})$/.exec(region ?? "")?.[1] ?? null };
}
