import { z } from "zod";
import { ProviderError } from "../provider-error";
import { badReply, defineProvider, type MappedOffers, type ProviderRequest, parseReply } from "./contract";
import { googleMachines } from "./machines/google";
import { joinMapped, mapRows, type OfferDraft, optionalText, UNKNOWN_GPU } from "./map-rows";
import { type Refusal, unmappedGpu } from "./row-report";
import { googleCards, gpuSkus, type MachineType, machineTypes } from "./tables/google-machine-types";
import { googleRegions } from "./tables/google-regions";

/** Compute Engine in the billing catalogue. */
const SKUS_PATH = "/v1/services/6F81-5844-456A/skus";
/** 5,000 rows each; the whole service is under ten. */
const MAX_PAGES = 30;
/** As Google turns the monthly price of a local disk into an hourly one. */
const HOURS_PER_MONTH = 730n;
const NANOS_PER_USD = 1_000_000_000n;
const ATTOS_PER_NANO = 1_000_000_000n;
/** The same for a price by the GB, of which a GiB has 1.073741824. */
const ATTOS_PER_NANO_BY_GIB = 1_073_741_824n;

/** Groups of the catalogue that hold the parts of a VM. */
const partGroups = new Set(["CPU", "RAM", "N1Standard", "GPU", "LocalSSD"]);
const LOCAL_DISK = "local disk";

const page = z.object({ skus: z.array(z.unknown()), nextPageToken: optionalText });
const category = z.object({ resourceGroup: z.string(), usageType: z.string() });
const sku = z.object({
  description: z.string().min(1),
  category,
  serviceRegions: z.array(z.string()),
  /** Read only for parts that we sum up: other goods are priced in shapes of their own. */
  pricingInfo: z.unknown(),
});
type Sku = z.infer<typeof sku>;
const categorised = z.object({ category });

/** A timeline, the price in force last. `units` is a whole number in a string. */
const pricingInfo = z
  .array(
    z.object({
      pricingExpression: z.object({
        usageUnit: z.string(),
        tieredRates: z
          .array(
            z.object({
              unitPrice: z.object({
                currencyCode: z.literal("USD"),
                units: z.string().regex(/^\d{1,9}$/),
                nanos: z.int().min(0).max(999_999_999),
              }),
            }),
          )
          .length(1),
      }),
    }),
  )
  .min(1);

export const google = defineProvider({
  slug: "google",
  name: "Google Compute Engine",
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
  quirks: [
    "A VM has no price: it is the sum of its vCPUs, memory, GPUs and bundled local disk, each priced by region.",
    "What a machine type holds is a table of ours, after Google's page of accelerator-optimized machines.",
    "A machine is offered only where each of its parts has exactly one price.",
    "The catalogue does not say in which regions a machine type can be had at all, nor its stock.",
    "A3 Ultra, A4 and A3 High below 8 GPUs have an on-demand price in the catalogue but are sold as spot only.",
    "T4, P4, P100 and V100 go with N1 machines of any size; shown is n1-standard-8 with one of them.",
    "Reservations, commitments, flex-start and sole tenancy are left out; an on-demand sum below spot is refused as one of them.",
    "An API key that is not known is answered with 400.",
    "Whether there is room shows up to half a minute after a machine was accepted; what finds none leaves nothing behind.",
    "An offer names a region and a machine lives in a zone: the region's zones that have the type are tried in the order of the alphabet.",
    "Google calls a stopped machine TERMINATED; its disk goes on being billed.",
    "A machine that was just asked for may be unknown to the API for some seconds.",
    "Which ports are open is for the firewall rules of the project's default network to say.",
    "A spot machine is deleted when Google wants it back.",
  ],
  fetchOffers: async (request) => ({ skus: await listSkus(request) }),
  response: z.object({ skus: z.array(z.unknown()) }),
  toOffers: ({ skus }) => toOffers(skus),
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

/** On the first page nothing but the key can be wrong with what we ask. */
function asWrongKey(error: unknown): unknown {
  if (!(error instanceof ProviderError) || error.status !== 400) return error;
  return new ProviderError("auth", "google: the API key is not valid", { cause: error, status: 400 });
}

/** Nine tenths of the catalogue are other goods. What cannot be told stays, to be refused and counted. */
function mayBePart(row: unknown): boolean {
  const found = categorised.safeParse(row);
  if (!found.success) return true;
  const { resourceGroup, usageType } = found.data.category;
  return partGroups.has(resourceGroup) && (usageType === "OnDemand" || usageType === "Preemptible");
}

function toOffers(skus: readonly unknown[]): MappedOffers {
  const rates: Rates = new Map();
  const toDrafts = (row: Sku) => takeRate(row, rates) ?? [];
  const parts = mapRows({ rows: skus, schema: sku, labelFields: ["skuId", "description"], toDrafts });
  const machines = mapRows({
    rows: quote(rates),
    schema: z.custom<Quote>(),
    labelFields: ["externalId"],
    toDrafts: toDraft,
  });
  return { ...joinMapped(parts, machines), rawCount: skus.length };
}

/** In attodollars for an hour of one vCPU, GiB or GPU; a part named twice keeps all its prices. */
type Rates = Map<string, Map<string, Set<bigint>>>;

type Part = { name: string; unit: "h" | "GiBy.h" | "GiBy.mo"; isSpot: boolean };

function takeRate(row: Sku, rates: Rates): Refusal | null {
  const part = partOf(row);
  if (part === null || "refused" in part) return part;
  const rate = rateOf(row.pricingInfo, part.unit);
  if (typeof rate === "object") return rate;
  const key = partKey(part.name, part.isSpot);
  const byRegion = rates.get(key) ?? new Map<string, Set<bigint>>();
  for (const region of row.serviceRegions)
    byRegion.set(region, (byRegion.get(region) ?? new Set()).add(rate));
  rates.set(key, byRegion);
  return null;
}

function partKey(name: string, isSpot: boolean): string {
  return `${name}:${isSpot ? "spot" : "on-demand"}`;
}

const otherSales =
  /sole tenancy|reserved|commitment|custom|premium|suspended|dws|calendar mode|capacity optimized|extended|workstation/i;
const place = "[\\p{L}\\d ,.'()-]{1,60}";
const hostName = new RegExp(
  `^(?:Spot Preemptible )?(N1 Predefined|A2|A3|A3Plus|A3Ultra|G2|G4) Instance (Core|Ram) running in ${place}$`,
  "u",
);
const gpuName = new RegExp(
  `^(?:Spot Preemptible )?(.+?)(?: GPU)?(?: attached to Spot Preemptible VMs)? running in ${place}$`,
  "u",
);
const diskName = new RegExp(
  `^SSD backed Local Storage(?: attached to Spot Preemptible VMs)?(?: (?:running )?in ${place})?$`,
  "u",
);

/** Null for other goods. The description tells spot as well: some spot GPUs are filed under OnDemand. */
function partOf({ description, category: { resourceGroup, usageType } }: Sku): Part | Refusal | null {
  if (otherSales.test(description)) return null;
  const isSpot = usageType === "Preemptible" || /\bspot preemptible\b/i.test(description);
  if (resourceGroup === "GPU") {
    const found = gpuName.exec(description)?.[1];
    const gpu = found === undefined ? undefined : gpuSkus.get(found);
    if (gpu === undefined)
      return unmappedGpu(found ?? description, null, `${UNKNOWN_GPU} "${found ?? description}"`);
    return { name: gpu, unit: "h", isSpot };
  }
  const [, family, resource] = hostName.exec(description) ?? [];
  if (family !== undefined)
    return { name: `${family} ${resource}`, unit: resource === "Ram" ? "GiBy.h" : "h", isSpot };
  return diskName.test(description) ? { name: LOCAL_DISK, unit: "GiBy.mo", isSpot } : null;
}

function rateOf(pricing: unknown, unit: Part["unit"]): bigint | Refusal {
  const parsed = pricingInfo.safeParse(pricing);
  const expression = parsed.data?.at(-1)?.pricingExpression;
  const money = expression?.tieredRates[0]?.unitPrice;
  if (!expression || !money) return { refused: "price: not as documented" };
  const nanos = BigInt(money.units) * NANOS_PER_USD + BigInt(money.nanos);
  if (nanos === 0n) return { refused: "price: not above 0: 0" };
  if (unit === "GiBy.h" && expression.usageUnit === "GBy.h") return nanos * ATTOS_PER_NANO_BY_GIB;
  if (expression.usageUnit !== unit)
    return { refused: `price: per ${expression.usageUnit}, not per ${unit}` };
  const attos = nanos * ATTOS_PER_NANO;
  return unit === "GiBy.mo" ? attos / HOURS_PER_MONTH : attos;
}

type Quote = {
  externalId: string;
  machine: MachineType;
  region: string;
  isSpot: boolean;
  price: bigint | Refusal;
};

/** Each machine type in each region that prices its GPU, by the sum of its parts. */
function quote(rates: Rates): Quote[] {
  return machineTypes.flatMap((machine) => {
    const sell = (isSpot: boolean) =>
      [...(rates.get(partKey(machine.gpu, isSpot))?.keys() ?? [])].map((region): Quote => {
        const externalId = `${machine.name}:${region}:${isSpot ? "spot" : "on-demand"}`;
        return { externalId, machine, region, isSpot, price: sumOf(machine, { rates, region, isSpot }) };
      });
    const spot = sell(true);
    return machine.isSpotOnly ? spot : [...sell(false).map((one) => doubted(one, spot)), ...spot];
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
    if (rate === undefined) return { refused: `price: no rate for ${name}` };
    if (found.length > 1) return { refused: `price: ${found.length} rates for ${name}` };
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

/** Spot is always the lower one; reserved rates have been seen under the on-demand name. */
function doubted(onDemand: Quote, spots: readonly Quote[]): Quote {
  const spot = spots.find(({ region }) => region === onDemand.region);
  const isBelow =
    typeof onDemand.price === "bigint" && typeof spot?.price === "bigint" && onDemand.price < spot.price;
  return isBelow ? { ...onDemand, price: { refused: "price: on demand below spot" } } : onDemand;
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

/** All eighteen digits: rounding is for whoever divides by the GPUs. */
function decimalUsd(attos: bigint): string {
  const digits = attos.toString().padStart(19, "0");
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
}
