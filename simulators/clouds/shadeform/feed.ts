import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { drawStock, type Machine, price, usd } from "../state";

/** The API's words for the cards of the price list: type, interconnect, manufacturer. */
const cards: Record<string, readonly [gpuType: string, interconnect: string, manufacturer: string]> = {
  A10: ["A10", "pcie", "nvidia"],
  A100: ["A100", "pcie", "nvidia"],
  "A100 SXM4": ["A100", "sxm4", "nvidia"],
  "A100-80GB": ["A100_80G", "pcie", "nvidia"],
  "A100-80GB SXM4": ["A100_80G", "sxm4", "nvidia"],
  A16: ["A16", "pcie", "nvidia"],
  "Gaudi 2": ["GAUDI2", "pcie", "intel"],
  H100: ["H100", "pcie", "nvidia"],
  "H100 SXM5": ["H100", "sxm5", "nvidia"],
  H200: ["H200", "sxm5", "nvidia"],
  L4: ["L4", "pcie", "nvidia"],
  L40: ["L40", "pcie", "nvidia"],
  L40S: ["L40S", "pcie", "nvidia"],
  "RTX 6000 Ada": ["RTX6000Ada", "pcie", "nvidia"],
  "RTX A4000": ["A4000", "pcie", "nvidia"],
  "RTX A5000": ["A5000", "pcie", "nvidia"],
  "RTX A6000": ["A6000", "pcie", "nvidia"],
  "RTX PRO 6000": ["RTXPro6000", "pcie", "nvidia"],
  V100: ["V100", "pcie", "nvidia"],
  "V100-32GB": ["V100_32G", "nvlink", "nvidia"],
  R100: ["R100", "sxm6", "nvidia"],
};

/** An unreleased card: no adapter may turn it into an offer. Named as the adapter reports it, with its interconnect. */
export const shadeformUnknownGpus = ["R100 sxm6"] as const;

/** What spot costs of the price on demand, for the types that are sold so: those of eight GPUs. */
const SPOT_SHARE = 0.8;

/** One machine for each type of each cloud; its regions share one price. */
export function seedShadeform(list: CatalogueFile, random: Random): Machine[] {
  const types = new Map<string, Machine>();
  for (const offer of list.offers) {
    const { instanceType, gpuRaw, gpuCount, vramGib, region, usdPerGpuHour, vcpus, ramGib } = offer;
    const found = types.get(instanceType);
    if (found) found.places.push(region ?? "unknown");
    else
      types.set(instanceType, {
        id: instanceType,
        instanceType,
        gpu: gpuRaw,
        gpuCount,
        vramGib,
        vcpus,
        ramGib,
        places: [region ?? "unknown"],
        onDemand: price(Number(usdPerGpuHour)),
        spot: gpuCount === 8 ? price(Number(usdPerGpuHour) * SPOT_SHARE) : null,
        stock: drawStock(random),
      });
  }
  const unknown: Machine = {
    id: "datacrunch_R100",
    instanceType: "datacrunch_R100",
    gpu: "R100",
    gpuCount: 1,
    vramGib: 288,
    places: ["helsinki-finland-1"],
    onDemand: price(9.9),
    spot: null,
    stock: "high",
    vcpus: 30,
    ramGib: 180,
  };
  return [...types.values(), unknown];
}

/** `GET /v1/instances/types`. Needs a key. */
export function answerShadeform(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  const key = keyState(request.headers["x-api-key"]);
  if (key !== "accepted") return unauthorized(key === "missing" ? "Missing API key" : "Invalid API key");
  if (request.method !== "GET" || request.path !== "/v1/instances/types")
    return jsonReply({ code: "NOT_FOUND", message: "Not found" }, 404);
  const types = machines.map(toInstanceType);
  const rows = fault?.fault === "bad_rows" ? spoilt(types) : types;
  const all = fault?.fault === "empty" ? [] : [...rows, typeWithoutGpu];
  return jsonReply({ instance_types: applyQuery(all, request.query) });
}

function unauthorized(message: string): Reply {
  return jsonReply({ code: "UNAUTHORIZED", message }, 401);
}

type Availability = {
  region: string;
  available: boolean;
  display_name: string;
  rental_type: "on_demand" | "spot";
  hourly_price?: string;
};
type InstanceType = {
  cloud: string;
  shade_instance_type: string;
  cloud_instance_type: string;
  configuration: { gpu_type: string; num_gpus: number; [more: string]: unknown };
  hourly_price: unknown;
  deployment_type: string;
  availability: Availability[];
  boot_time: { min_boot_in_sec: number; max_boot_in_sec: number };
};

function toInstanceType(machine: Machine): InstanceType {
  const { instanceType, gpu, gpuCount, vramGib, vcpus, ramGib, places, stock } = machine;
  const [cloud = "", type = ""] = instanceType.split(/_(.*)/s);
  const [gpu_type, interconnect, gpu_manufacturer] = cards[gpu] ?? [gpu, "pcie", "nvidia"];
  return {
    cloud,
    shade_instance_type: type.replaceAll("-", "_"),
    cloud_instance_type: `gpu_${gpuCount}x_${type}`,
    configuration: {
      memory_in_gb: ramGib ?? 0,
      storage_in_gb: 512 * gpuCount,
      vcpus: vcpus ?? 0,
      num_gpus: gpuCount,
      gpu_type,
      interconnect,
      nvlink: interconnect !== "pcie",
      vram_per_gpu_in_gb: vramGib,
      gpu_manufacturer,
      os_options: ["ubuntu22.04_cuda12.2_shade_os", "ubuntu24.04_cuda12.8_shade_os"],
    },
    // Whole cents, and at least one even after a price crash.
    hourly_price: Math.max(1, Math.round((usd(machine.onDemand, gpuCount) ?? 0) * 100)),
    deployment_type: gpuCount === 8 ? "baremetal" : "vm",
    availability: [
      ...places.map((region, index) => ({
        region,
        available: stock !== "none" && (stock !== "low" || index === 0),
        display_name: displayName(region),
        rental_type: "on_demand" as const,
      })),
      ...spotEntry(machine),
    ],
    boot_time: { min_boot_in_sec: 180, max_boot_in_sec: 300 },
  };
}

function displayName(region: string): string {
  const [city = "", country = ""] = region.split("-");
  return `${city[0]?.toUpperCase()}${city.slice(1)}, ${country.toUpperCase()}`;
}

/** Spot is sold in the last region only, at a price in dollars that the entry itself states. */
function spotEntry({ places, spot, gpuCount, stock }: Machine): Availability[] {
  const region = places.at(-1);
  if (spot === null || region === undefined) return [];
  return [
    {
      region,
      available: stock !== "none",
      display_name: displayName(region),
      rental_type: "spot",
      hourly_price: String(Math.max(0.01, usd(spot, gpuCount) ?? 0)),
    },
  ];
}

function applyQuery(types: InstanceType[], query: URLSearchParams): InstanceType[] {
  const is = (name: string, value: string | number) => {
    const wanted = query.get(name);
    return wanted === null || wanted === String(value);
  };
  const region = query.get("region");
  const available = query.get("available");
  const found = types
    .filter((type) => is("cloud", type.cloud) && is("shade_instance_type", type.shade_instance_type))
    .filter(
      ({ configuration }) => is("num_gpus", configuration.num_gpus) && is("gpu_type", configuration.gpu_type),
    )
    .filter(({ availability }) =>
      availability.some(
        (one) =>
          (region === null || one.region === region) &&
          (available === null || String(one.available) === available),
      ),
    );
  if (query.get("sort") !== "price") return found;
  return found.toSorted((one, other) => Number(one.hourly_price) - Number(other.hourly_price));
}

const typeWithoutGpu: InstanceType = {
  cloud: "crusoe",
  shade_instance_type: "C1A_8x",
  cloud_instance_type: "c1a.8x",
  configuration: {
    memory_in_gb: 32,
    storage_in_gb: 100,
    vcpus: 8,
    num_gpus: 0,
    gpu_type: "",
    interconnect: "",
    nvlink: false,
    vram_per_gpu_in_gb: 0,
    gpu_manufacturer: "",
    os_options: ["ubuntu22.04_shade_os"],
  },
  hourly_price: 32,
  deployment_type: "vm",
  availability: [
    { region: "culpeper-usa-1", available: true, display_name: "Culpeper, USA", rental_type: "on_demand" },
  ],
  boot_time: { min_boot_in_sec: 60, max_boot_in_sec: 120 },
};

function spoilt(types: InstanceType[]): InstanceType[] {
  return types.map((type, index) => {
    if (index < badPrices.length) return { ...type, hourly_price: badPrices[index] };
    if (index > badPrices.length) return type;
    const configuration = { ...type.configuration, gpu_type: hostileName };
    return { ...type, shade_instance_type: hostileName, configuration };
  });
}
