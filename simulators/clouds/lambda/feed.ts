import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { drawStock, type Machine, price, usd } from "../state";

const regions = [
  { name: "us-west-1", description: "California, USA" },
  { name: "us-west-2", description: "Arizona, USA" },
  { name: "us-south-1", description: "Texas, USA" },
  { name: "us-east-1", description: "Virginia, USA" },
  { name: "us-midwest-1", description: "Illinois, USA" },
  { name: "europe-central-1", description: "Germany" },
  { name: "asia-northeast-2", description: "Tokyo, Japan" },
  { name: "asia-south-1", description: "India" },
] as const;

export function seedLambda(list: CatalogueFile, random: Random): Machine[] {
  return list.offers.map(
    ({ instanceType, gpuRaw, gpuCount, vramGib, usdPerGpuHour, vcpus, ramGib }): Machine => ({
      id: instanceType,
      instanceType,
      gpu: gpuRaw,
      gpuCount,
      vramGib,
      vcpus,
      ramGib,
      places: drawRegions(random),
      onDemand: price(Number(usdPerGpuHour)),
      spot: null,
      stock: drawStock(random),
    }),
  );
}

/** `GET /api/v1/instance-types`. Needs a key. */
export function answerLambda(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (keyState(bearerOf(request)) !== "accepted") return unauthorized;
  if (request.method !== "GET" || request.path !== "/api/v1/instance-types") return notFound;
  const types = machines.map(toInstanceType);
  const rows = fault?.fault === "bad_rows" ? spoilt(types) : types;
  const cpu = fault?.fault === "empty" ? [] : [typeWithoutGpu];
  return jsonReply({
    data: Object.fromEntries([...rows, ...cpu].map((row) => [row.instance_type.name, row])),
  });
}

const unauthorized = jsonReply(
  {
    error: {
      code: "global/invalid-api-key",
      message: "API key was invalid, expired, or deleted.",
      suggestion: "Check your API key or create a new one, then try again.",
    },
  },
  401,
);

const notFound = jsonReply(
  { error: { code: "global/object-does-not-exist", message: "Specified object does not exist." } },
  404,
);

type InstanceType = {
  instance_type: {
    name: string;
    price_cents_per_hour: unknown;
    gpu_description: string;
    [more: string]: unknown;
  };
  regions_with_capacity_available: readonly { name: string; description: string }[];
};

function toInstanceType(machine: Machine): InstanceType {
  const { id, gpu, gpuCount, vcpus, ramGib, stock, places } = machine;
  const free = regions.filter(({ name }) => places.includes(name));
  return {
    instance_type: {
      name: id,
      description: `${gpuCount}x ${gpu}`,
      gpu_description: gpu,
      // Whole cents, and at least one even after a price crash.
      price_cents_per_hour: Math.max(1, Math.round((usd(machine.onDemand, gpuCount) ?? 0) * 100)),
      specs: { vcpus, memory_gib: ramGib, storage_gib: 512 * gpuCount, gpus: gpuCount },
    },
    regions_with_capacity_available: stock === "none" ? [] : free.slice(0, stock === "low" ? 1 : undefined),
  };
}

const typeWithoutGpu: InstanceType = {
  instance_type: {
    name: "cpu_4x_general",
    description: "4x CPU General (16 GiB)",
    gpu_description: "N/A",
    price_cents_per_hour: 20,
    specs: { vcpus: 4, memory_gib: 16, storage_gib: 100, gpus: 0 },
  },
  regions_with_capacity_available: regions.slice(0, 2),
};

function drawRegions(random: Random): string[] {
  const drawn = regions.filter(() => random.next() < 0.3).map(({ name }) => name);
  return drawn.length > 0 ? drawn : [random.pick(["us-west-1", "us-east-1"])];
}

function spoilt(types: InstanceType[]): InstanceType[] {
  return types.map(({ instance_type: type, ...row }, index) => {
    if (index < badPrices.length)
      return { ...row, instance_type: { ...type, price_cents_per_hour: badPrices[index] } };
    return { ...row, instance_type: index === badPrices.length ? { ...type, name: hostileName } : type };
  });
}
