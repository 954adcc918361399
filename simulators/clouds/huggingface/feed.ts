import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, type Fault, hostileName } from "../../faults";
import type { Random } from "../../random";
import { type FeedRequest, jsonReply, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { drawStock, type Machine, price, type StockLevel, usd } from "../state";

const regions: Readonly<Record<string, readonly { name: string; label: string }[]>> = {
  aws: [
    { name: "us-east-1", label: "N. Virginia" },
    { name: "us-east-2", label: "Ohio" },
    { name: "us-west-2", label: "Oregon" },
    { name: "eu-west-1", label: "Ireland" },
  ],
  gcp: [{ name: "us-east4", label: "Virginia" }],
};

/** It is listed with 256 GB, which no B200 has: no adapter may turn it into an offer. */
export const huggingfaceUnknownGpus = ["Nvidia B200"] as const;

export function seedHuggingface(list: CatalogueFile, random: Random): Machine[] {
  const listed = list.offers.map(({ instanceType, gpuRaw, gpuCount, vramGib, usdPerGpuHour }): Machine => {
    const gpu = gpuRaw.replace("NVIDIA", "Nvidia");
    // The memory that a T4 at AWS leaves for a model.
    const shownGib = instanceType.startsWith("aws nvidia-t4") ? 14 : vramGib;
    return {
      id: instanceType,
      instanceType,
      gpu,
      gpuCount,
      vramGib: shownGib,
      vcpus: 8 * gpuCount,
      ramGib: 30 * gpuCount,
      spot: null,
      places: drawRegions(vendorOf(instanceType), random),
      onDemand: price(Number(usdPerGpuHour)),
      stock: drawStock(random),
    };
  });
  return [
    ...listed,
    {
      id: "aws nvidia-b200 x1",
      instanceType: "aws nvidia-b200 x1",
      gpu: "Nvidia B200",
      gpuCount: 1,
      vramGib: 256,
      vcpus: 22,
      ramGib: 240,
      spot: null,
      stock: "none",
      places: ["us-east-1"],
      onDemand: price(9.25),
    },
  ];
}

/** `GET /v2/provider`. Needs no key. */
export function answerHuggingface(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (request.method !== "GET" || request.path !== "/v2/provider")
    return jsonReply({ error: "Not Found" }, 404);
  return jsonReply(huggingfaceHardware(machines, fault));
}

/** The list of sizes: the same for everybody, except for the account's own quota. */
export function huggingfaceHardware(machines: Machine[], fault: Fault | null, quota?: number) {
  const computes = machines.map((machine) => toCompute(machine, quota));
  const rows = fault?.fault === "bad_rows" ? spoilt(computes) : computes;
  const vendors = Object.entries(regions).map(([vendor, places]) => ({
    name: vendor,
    status: "available",
    regions: places.map(({ name, label }) => ({
      name,
      label,
      status: "available",
      computes: [
        ...rows
          .filter((_, index) => isSold(machines[index], vendor, name))
          .map((row) => ({ id: `${vendor}-${name}-${row.instanceType}-${row.instanceSize}`, ...row })),
        cpuOf(vendor, name),
      ],
    })),
  }));
  return { vendors: fault?.fault === "empty" ? [] : vendors };
}

function isSold(machine: Machine | undefined, vendor: string, region: string): boolean {
  return machine !== undefined && vendorOf(machine.id) === vendor && machine.places.includes(region);
}

function toCompute(machine: Machine, maxAccelerators: number | undefined) {
  const { instanceType, gpu, gpuCount, vramGib, vcpus, ramGib, onDemand, stock } = machine;
  const [, type = "", size = ""] = instanceType.split(" ");
  return {
    accelerator: "gpu",
    numAccelerators: gpuCount,
    numCpus: vcpus,
    memoryGb: ramGib,
    gpuMemoryGb: vramGib * gpuCount,
    instanceType: type,
    instanceSize: size,
    architecture: gpu,
    status: gpu === "Nvidia B200" ? "deprecated" : statusOf(stock),
    pricePerHour: usd(onDemand, gpuCount) as unknown,
    ...(maxAccelerators === undefined ? {} : { quota: { maxAccelerators, usedAccelerators: 0 } }),
  };
}

function cpuOf(vendor: string, region: string) {
  return {
    id: `${vendor}-${region}-intel-spr-x1`,
    accelerator: "cpu",
    numAccelerators: 1,
    memoryGb: 2,
    gpuMemoryGb: null,
    instanceType: "intel-spr",
    instanceSize: "x1",
    architecture: "Intel Sapphire Rapids",
    status: "available",
    pricePerHour: 0.033,
  };
}

function statusOf(stock: StockLevel): string {
  if (stock === "none") return "not_available";
  return stock === "low" ? "low_availability" : "available";
}

function vendorOf(instanceType: string): string {
  return instanceType.split(" ")[0] ?? "";
}

function drawRegions(vendor: string, random: Random): string[] {
  const places = (regions[vendor] ?? []).map(({ name }) => name);
  const drawn = places.filter(() => random.next() < 0.4);
  return drawn.length > 0 ? drawn : places.slice(0, 1);
}

function spoilt(rows: ReturnType<typeof toCompute>[]) {
  return rows.map((row, index) => {
    if (index < badPrices.length) return { ...row, pricePerHour: badPrices[index] };
    return index === badPrices.length
      ? { ...row, instanceType: hostileName, architecture: hostileName }
      : row;
  });
}
