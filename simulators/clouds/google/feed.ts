import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, type Fault, hostileName } from "../../faults";
import { type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, type Price, price } from "../state";
import { type Goods, otherGoods } from "./goods";
import { byPlace, placeName } from "./places";

const SKUS_PATH = "/v1/services/6F81-5844-456A/skus";
/** The service may return fewer than requested. Few here, so that a reader must page. */
const MAX_PER_PAGE = 150;

type Host = readonly [cpuNanos: number, gibNanos: number, spotCpuNanos: number, spotGibNanos: number];

/** The same price everywhere, because only the GPU's price differs between regions. */
const hosts: Record<string, Host> = {
  "N1 Predefined": [31_611_000, 4_237_000, 8_692_000, 1_165_000],
  A2: [31_611_000, 4_237_000, 15_805_500, 2_118_500],
  A3: [25_510_000, 2_220_000, 7_790_000, 678_000],
  A3Plus: [25_510_000, 2_220_000, 7_790_000, 678_000],
  A3Ultra: [25_510_000, 2_220_000, 7_800_000, 680_000],
  G2: [24_988_000, 2_927_000, 9_995_000, 1_171_000],
};
/** Per GiB and month. */
const DISK_NANOS = 80_000_000;
const SPOT_DISK_NANOS = 28_800_000;
const HOURS_PER_MONTH = 730;

/** The machine whose listed price determines the price of a GPU. Other types consist of the same parts. Local disk in GiB. */
const references: Record<string, { gpuSku: string; host: string | null; diskGib: number }> = {
  "a2-highgpu-8g": { gpuSku: "Nvidia Tesla A100 GPU", host: "A2", diskGib: 0 },
  "a2-ultragpu-8g": { gpuSku: "Nvidia Tesla A100 80GB GPU", host: "A2", diskGib: 3000 },
  "a3-highgpu-8g": { gpuSku: "Nvidia H100 80GB GPU", host: "A3", diskGib: 6000 },
  "a3-megagpu-8g": { gpuSku: "Nvidia H100 80GB Mega GPU", host: "A3Plus", diskGib: 6000 },
  "a3-ultragpu-8g": { gpuSku: "H200 141GB GPU", host: "A3Ultra", diskGib: 12_000 },
  "a4-highgpu-8g": { gpuSku: "A4 Nvidia B200 (1 gpu slice)", host: null, diskGib: 0 },
  "g2-standard-4": { gpuSku: "Nvidia L4 GPU", host: "G2", diskGib: 0 },
  "n1-standard-8 + 1 T4": { gpuSku: "Nvidia Tesla T4 GPU", host: "N1 Predefined", diskGib: 0 },
};

/** One machine for each GPU in each region. Google publishes no stock, so there is always some. */
export function seedGoogle(list: CatalogueFile): Machine[] {
  const machines = new Map<string, Machine>();
  for (const offer of list.offers) {
    const { instanceType, gpuRaw, gpuCount, vramGib, region, isSpot, usdPerGpuHour, vcpus, ramGib } = offer;
    if (!(instanceType in references) || region === null) continue;
    const id = `${instanceType}/${region}`;
    const machine: Machine = machines.get(id) ?? {
      id,
      instanceType,
      gpu: gpuRaw,
      gpuCount,
      vramGib,
      places: [region],
      vcpus,
      ramGib,
      onDemand: null,
      spot: null,
      stock: "high",
    };
    machine[isSpot ? "spot" : "onDemand"] = price(Number(usdPerGpuHour));
    machines.set(id, machine);
  }
  return [...machines.values()];
}

/** `GET /v1/services/{Compute Engine}/skus`. Needs an API key, in the header or in the query. */
export function answerGoogle(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  const key = keyState(request.headers["x-goog-api-key"] || request.query.get("key"));
  if (key === "missing") return failure(403, "PERMISSION_DENIED", UNREGISTERED);
  if (key === "wrong")
    return failure(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", wrongKey);
  if (request.method !== "GET" || request.path !== SKUS_PATH)
    return failure(404, "NOT_FOUND", "Requested entity was not found.");
  const asked = Number(request.query.get("pageSize") ?? MAX_PER_PAGE);
  if (!Number.isInteger(asked) || asked < 0 || asked > 5000)
    return failure(400, "INVALID_ARGUMENT", "Invalid page size.");
  const skus = fault?.fault === "empty" ? [] : skusOf(machines, fault);
  const from = readToken(request.query.get("pageToken"), skus.length);
  if (from === null) return failure(400, "INVALID_ARGUMENT", "Invalid page token.");
  const until = from + Math.min(asked === 0 ? MAX_PER_PAGE : asked, MAX_PER_PAGE);
  const nextPageToken = until < skus.length ? Buffer.from(`skus:${until}`).toString("base64url") : "";
  return jsonReply({ skus: skus.slice(from, until), nextPageToken });
}

const UNREGISTERED =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
const wrongKey = [
  {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: "API_KEY_INVALID",
    domain: "googleapis.com",
    metadata: { service: "cloudbilling.googleapis.com" },
  },
];

function failure(code: number, status: string, message: string, details: object[] = []): Reply {
  return jsonReply({ error: { code, message, status, ...(details.length > 0 ? { details } : {}) } }, code);
}

function readToken(token: string | null, length: number): number | null {
  if (token === null || token === "") return 0;
  const index = /^skus:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  return index !== undefined && Number(index) < length ? Number(index) : null;
}

function skusOf(machines: Machine[], fault: Fault | null): Sku[] {
  // The fault is already applied to the machines. Their hosts follow, so that every sum is off by the same factor.
  const shift = fault?.fault === "price_spike" || fault?.fault === "price_crash" ? fault.factor : 1;
  const gpuSkus = machines.flatMap((machine) => gpuGoods(machine, shift)).map(toSku);
  const parts = hostGoods(machines).map((one) => ({
    ...one,
    nanos: Math.max(1, Math.round(one.nanos * shift)),
  }));
  const rest = [...parts, ...otherGoods].map((goods, index) => toSku(goods, gpuSkus.length + index));
  return [...(fault?.fault === "bad_rows" ? spoilt(gpuSkus) : gpuSkus), ...rest];
}

function gpuGoods(machine: Machine, shift: number): Goods[] {
  const reference = references[machine.instanceType];
  if (!reference) return [];
  const { gpuSku, host } = reference;
  const goods = (description: string, usageType: string, nanos: number): Goods[] => [
    { description, group: "GPU", usageType, regions: machine.places, nanos },
  ];
  const onDemand = gpuNanos(machine, { whole: machine.onDemand, isSpot: false, shift });
  const spot = gpuNanos(machine, { whole: machine.spot, isSpot: true, shift });
  const where = placeName(machine.places[0] ?? "");
  return [
    ...(onDemand === null ? [] : goods(`${gpuSku} running in ${where}`, "OnDemand", onDemand)),
    ...(spot === null
      ? []
      : host === null
        ? // As in the feed: spot according to its description, on demand according to its category.
          goods(`Spot Preemptible ${gpuSku} running in ${where}`, "OnDemand", spot)
        : goods(`${gpuSku} attached to Spot Preemptible VMs running in ${where}`, "Preemptible", spot)),
  ];
}

/** The part of the machine's price that is left for one GPU; at least a billionth, if the price is set below the host's. */
function gpuNanos(
  machine: Machine,
  { whole, isSpot, shift }: { whole: Price | null; isSpot: boolean; shift: number },
): number | null {
  const reference = references[machine.instanceType];
  if (!reference || whole === null) return null;
  const rates = reference.host === null ? undefined : hosts[reference.host];
  const [cpu = 0, gib = 0] = rates?.slice(isSpot ? 2 : 0) ?? [];
  const disk = ((isSpot ? SPOT_DISK_NANOS : DISK_NANOS) * reference.diskGib) / HOURS_PER_MONTH;
  const rest = (cpu * (machine.vcpus ?? 0) + gib * (machine.ramGib ?? 0) + disk) * shift;
  return Math.max(1, Math.round(whole.current * 1000 - rest / machine.gpuCount));
}

function hostGoods(machines: Machine[]): Goods[] {
  const regions = [...new Set(machines.flatMap(({ places }) => places))];
  const used = (host: string) =>
    regions.filter((region) =>
      machines.some((one) => one.places.includes(region) && references[one.instanceType]?.host === host),
    );
  const attached = "SSD backed Local Storage attached to Spot Preemptible VMs";
  const inPlace = (region: string): Goods[] => [
    {
      ...disk(`SSD backed Local Storage in ${placeName(region)}`, region),
      usageType: "OnDemand",
      nanos: DISK_NANOS,
    },
    {
      ...disk(`${attached} in ${placeName(region)}`, region),
      usageType: "Preemptible",
      nanos: SPOT_DISK_NANOS,
    },
  ];
  return [
    ...Object.entries(hosts).flatMap(([host, rates]) =>
      byPlace(used(host)).flatMap(([where, own]) => hostParts({ host, where, regions: own, rates })),
    ),
    ...regions.flatMap(inPlace),
  ];
}

function disk(description: string, region: string) {
  return { description, group: "LocalSSD", regions: [region], usageUnit: "GiBy.mo" };
}

function hostParts(part: { host: string; where: string; regions: string[]; rates: Host }): Goods[] {
  const { host, where, regions, rates } = part;
  const isN1 = host.startsWith("N1");
  const [cpu, gib, spotCpu, spotGib] = rates;
  const core = { group: isN1 ? "N1Standard" : "CPU", regions };
  const ram = { group: isN1 ? "N1Standard" : "RAM", regions, usageUnit: "GiBy.h" };
  const named = (resource: string) => `${host} Instance ${resource} running in ${where}`;
  return [
    { ...core, description: named("Core"), usageType: "OnDemand", nanos: cpu },
    { ...ram, description: named("Ram"), usageType: "OnDemand", nanos: gib },
    { ...core, description: `Spot Preemptible ${named("Core")}`, usageType: "Preemptible", nanos: spotCpu },
    { ...ram, description: `Spot Preemptible ${named("Ram")}`, usageType: "Preemptible", nanos: spotGib },
  ];
}

type Sku = ReturnType<typeof toSku>;

function toSku({ description, group, usageType, regions, nanos, usageUnit = "h" }: Goods, index: number) {
  const skuId = `${(index + 0x1000).toString(16).toUpperCase()}-0A1B-2C3D`;
  const unitPrice: unknown = {
    currencyCode: "USD",
    units: String(Math.floor(nanos / 1e9)),
    nanos: nanos % 1e9,
  };
  const resourceFamily = { LocalSSD: "Storage", InterregionEgress: "Network" }[group] ?? "Compute";
  return {
    name: `services/6F81-5844-456A/skus/${skuId}`,
    skuId,
    description,
    category: { serviceDisplayName: "Compute Engine", resourceFamily, resourceGroup: group, usageType },
    serviceRegions: regions,
    pricingInfo: [
      {
        summary: "",
        currencyConversionRate: 1,
        effectiveTime: "2026-01-01T00:00:00Z",
        pricingExpression: {
          usageUnit,
          displayQuantity: 1,
          baseUnitConversionFactor: 3600,
          tieredRates: [{ startUsageAmount: 0, unitPrice }],
        },
      },
    ],
    serviceProviderName: "Google",
    geoTaxonomy: { type: "REGIONAL", regions },
  };
}

function spoilt(skus: Sku[]): Sku[] {
  return skus.map((sku, index) => {
    if (index > badPrices.length) return sku;
    if (index === badPrices.length) return { ...sku, description: hostileName };
    const bad = badPrices[index];
    const unitPrice = bad === null ? null : { currencyCode: "USD", units: String(bad), nanos: 0 };
    return {
      ...sku,
      pricingInfo: sku.pricingInfo.map((info) => ({
        ...info,
        pricingExpression: {
          ...info.pricingExpression,
          tieredRates: [{ startUsageAmount: 0, unitPrice }],
        },
      })),
    };
  });
}
