import { z } from "zod";
import { ProviderError } from "../provider-error";
import { badReply, defineProvider, type MappedOffers, type ProviderRequest, parseReply } from "./contract";
import { joinMapped, mapRows, type OfferDraft, optionalText, UNKNOWN_GPU } from "./map-rows";
import { type Refusal, unmappedGpu } from "./row-report";

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
  priceKind: "live",
  hasStock: false,
  hasSpot: true,
  quirks: [
    "A VM has no price: it is the sum of its vCPUs, memory, GPUs and bundled local disk, each priced by region.",
    "What a machine type holds is a table of ours, after Google's page of accelerator-optimized machines.",
    "A machine is offered only where each of its parts has exactly one price.",
    "The catalogue does not say in which regions a machine type can be had at all, nor its stock.",
    "A3 Ultra, A4 and A3 High below 8 GPUs have an on-demand price in the catalogue but are sold as spot only.",
    "T4, P4, P100 and V100 go with N1 machines of any size; shown is n1-standard-8 with one of them.",
    "Reservations, commitments, flex-start and sole tenancy are left out; an on-demand sum below spot is refused as one of them.",
    "An API key that is not known is answered with 400.",
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
  const [gpuRaw, cardVramGib] = cards[machine.gpu];
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
      countryCode: countries.get(region) ?? null,
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

const cards = {
  "A100 40GB": ["NVIDIA A100 SXM4 40GB", 40],
  "A100 80GB": ["NVIDIA A100 SXM4 80GB", 80],
  H100: ["NVIDIA H100 SXM5 80GB", 80],
  "H100 Mega": ["NVIDIA H100 Mega SXM5 80GB", 80],
  H200: ["NVIDIA H200 SXM5 141GB", 141],
  B200: ["NVIDIA B200", 180],
  L4: ["NVIDIA L4", 24],
  "RTX PRO 6000": ["NVIDIA RTX PRO 6000 Blackwell Server Edition", 96],
  T4: ["NVIDIA T4", 16],
  P4: ["NVIDIA P4", 8],
  P100: ["NVIDIA P100", 16],
  V100: ["NVIDIA V100", 16],
} as const satisfies Record<string, readonly [gpuRaw: string, vramGib: number]>;
type Card = keyof typeof cards;

/** What the catalogue calls a GPU, without "GPU" and the place. The "Plus" of the H100 is the Mega, as its host is A3Plus. */
export const gpuSkus: ReadonlyMap<string, Card> = new Map<string, Card>([
  ["Nvidia Tesla A100", "A100 40GB"],
  ["Nvidia Tesla A100 80GB", "A100 80GB"],
  ["Nvidia H100 80GB", "H100"],
  ["Nvidia H100 80GB Mega", "H100 Mega"],
  ["Nvidia H100 Mega 80GB", "H100 Mega"],
  ["Nvidia H100 80GB Plus", "H100 Mega"],
  ["H200 141GB", "H200"],
  ["Nvidia H200 141GB", "H200"],
  ["A4 Nvidia B200 (1 gpu slice)", "B200"],
  ["Nvidia L4", "L4"],
  ["RTX 6000 96GB", "RTX PRO 6000"],
  ["Nvidia Tesla T4", "T4"],
  ["Nvidia Tesla P4", "P4"],
  ["Nvidia Tesla P100", "P100"],
  ["Nvidia Tesla V100", "V100"],
]);

type MachineType = {
  name: string;
  gpu: Card;
  gpuCount: number;
  /** As the catalogue names the family's vCPUs and memory; null where the GPU's price holds the whole machine. */
  host: string | null;
  vcpus: number;
  ramGib: number;
  /** Bundled, and billed beside the rest. */
  localDiskGib: number;
  isSpotOnly: boolean;
};

/** After cloud.google.com/compute/docs/accelerator-optimized-machines. */
// biome-ignore format: a table
const machineRows: readonly [string, Card, number, string | null, number, number, number, "spot only"?][] = [
  ["a2-highgpu-1g", "A100 40GB", 1, "A2", 12, 85, 0],
  ["a2-highgpu-2g", "A100 40GB", 2, "A2", 24, 170, 0],
  ["a2-highgpu-4g", "A100 40GB", 4, "A2", 48, 340, 0],
  ["a2-highgpu-8g", "A100 40GB", 8, "A2", 96, 680, 0],
  ["a2-megagpu-16g", "A100 40GB", 16, "A2", 96, 1360, 0],
  ["a2-ultragpu-1g", "A100 80GB", 1, "A2", 12, 170, 375],
  ["a2-ultragpu-2g", "A100 80GB", 2, "A2", 24, 340, 750],
  ["a2-ultragpu-4g", "A100 80GB", 4, "A2", 48, 680, 1500],
  ["a2-ultragpu-8g", "A100 80GB", 8, "A2", 96, 1360, 3000],
  ["a3-highgpu-1g", "H100", 1, "A3", 26, 234, 750, "spot only"],
  ["a3-highgpu-2g", "H100", 2, "A3", 52, 468, 1500, "spot only"],
  ["a3-highgpu-4g", "H100", 4, "A3", 104, 936, 3000, "spot only"],
  ["a3-highgpu-8g", "H100", 8, "A3", 208, 1872, 6000],
  ["a3-megagpu-8g", "H100 Mega", 8, "A3Plus", 208, 1872, 6000],
  ["a3-ultragpu-8g", "H200", 8, "A3Ultra", 224, 2952, 12_000, "spot only"],
  ["a4-highgpu-8g", "B200", 8, null, 224, 3968, 12_000, "spot only"],
  ["g2-standard-4", "L4", 1, "G2", 4, 16, 0],
  ["g2-standard-8", "L4", 1, "G2", 8, 32, 0],
  ["g2-standard-12", "L4", 1, "G2", 12, 48, 0],
  ["g2-standard-16", "L4", 1, "G2", 16, 64, 0],
  ["g2-standard-24", "L4", 2, "G2", 24, 96, 0],
  ["g2-standard-32", "L4", 1, "G2", 32, 128, 0],
  ["g2-standard-48", "L4", 4, "G2", 48, 192, 0],
  ["g2-standard-96", "L4", 8, "G2", 96, 384, 0],
  ["g4-standard-48", "RTX PRO 6000", 1, "G4", 48, 180, 0],
  ["g4-standard-96", "RTX PRO 6000", 2, "G4", 96, 360, 0],
  ["g4-standard-192", "RTX PRO 6000", 4, "G4", 192, 720, 0],
  ["g4-standard-384", "RTX PRO 6000", 8, "G4", 384, 1440, 0],
  ["n1-standard-8 + 1 T4", "T4", 1, "N1 Predefined", 8, 30, 0],
  ["n1-standard-8 + 1 P4", "P4", 1, "N1 Predefined", 8, 30, 0],
  ["n1-standard-8 + 1 P100", "P100", 1, "N1 Predefined", 8, 30, 0],
  ["n1-standard-8 + 1 V100", "V100", 1, "N1 Predefined", 8, 30, 0],
];

export const machineTypes: readonly MachineType[] = machineRows.map(
  ([name, gpu, gpuCount, host, vcpus, ramGib, localDiskGib, sold]) => ({
    ...{ name, gpu, gpuCount, host, vcpus, ramGib, localDiskGib },
    isSpotOnly: sold === "spot only",
  }),
);

// biome-ignore format: a table
const countries: ReadonlyMap<string, string> = new Map([
  ["africa-south1", "ZA"], ["asia-east1", "TW"], ["asia-east2", "HK"], ["asia-northeast1", "JP"], ["asia-northeast2", "JP"],
  ["asia-northeast3", "KR"], ["asia-south1", "IN"], ["asia-south2", "IN"], ["asia-southeast1", "SG"], ["asia-southeast2", "ID"],
  ["australia-southeast1", "AU"], ["australia-southeast2", "AU"], ["europe-central2", "PL"], ["europe-north1", "FI"],
  ["europe-north2", "SE"], ["europe-southwest1", "ES"], ["europe-west1", "BE"], ["europe-west10", "DE"], ["europe-west12", "IT"],
  ["europe-west2", "GB"], ["europe-west3", "DE"], ["europe-west4", "NL"], ["europe-west6", "CH"], ["europe-west8", "IT"],
  ["europe-west9", "FR"], ["me-central1", "QA"], ["me-central2", "SA"], ["me-west1", "IL"], ["northamerica-northeast1", "CA"],
  ["northamerica-northeast2", "CA"], ["northamerica-south1", "MX"], ["southamerica-east1", "BR"], ["southamerica-west1", "CL"],
  ["us-central1", "US"], ["us-east1", "US"], ["us-east4", "US"], ["us-east5", "US"], ["us-south1", "US"], ["us-west1", "US"],
  ["us-west2", "US"], ["us-west3", "US"], ["us-west4", "US"],
]);
