import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { type FeedRequest, jsonReply, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { drawStock, type Machine, price, usd } from "../state";

/** Cloud GPU: plan, vendor's GPU type, GB of the plan, GB of the whole card, vCPUs, RAM GB, USD per hour for the plan. */
const cloudPlans = [
  ["vcg-a16-2c-8g-2vram", "NVIDIA_A16", 2, 16, 2, 8, 0.059],
  ["vcg-a16-2c-16g-4vram", "NVIDIA_A16", 4, 16, 2, 16, 0.118],
  ["vcg-a16-3c-32g-8vram", "NVIDIA_A16", 8, 16, 3, 32, 0.236],
  ["vcg-a16-6c-64g-16vram", "NVIDIA_A16", 16, 16, 6, 64, 0.471],
  ["vcg-a16-12c-128g-32vram", "NVIDIA_A16", 32, 16, 12, 128, 0.942],
  ["vcg-a16-24c-256g-64vram", "NVIDIA_A16", 64, 16, 24, 256, 1.884],
  ["vcg-a16-48c-496g-128vram", "NVIDIA_A16", 128, 16, 48, 496, 3.77],
  ["vcg-a40-1c-5g-2vram", "NVIDIA_A40", 2, 48, 1, 5, 0.075],
  ["vcg-a40-8c-40g-16vram", "NVIDIA_A40", 16, 48, 8, 40, 0.571],
  ["vcg-a40-24c-120g-48vram", "NVIDIA_A40", 48, 48, 24, 120, 1.712],
  ["vcg-a40-48c-240g-96vram", "NVIDIA_A40", 96, 48, 48, 240, 3.425],
  ["vcg-a40-96c-480g-192vram", "NVIDIA_A40", 192, 48, 96, 480, 6.849],
  ["vcg-a100-1c-6g-4vram", "NVIDIA_A100", 4, 80, 1, 6, 0.123],
  ["vcg-a100-3c-30g-20vram", "NVIDIA_A100", 20, 80, 3, 30, 0.599],
  ["vcg-a100-6c-60g-40vram", "NVIDIA_A100", 40, 80, 6, 60, 1.199],
  ["vcg-a100-12c-120g-80vram", "NVIDIA_A100", 80, 80, 12, 120, 2.397],
  ["vcg-a100-24c-240g-160vram", "NVIDIA_A100", 160, 80, 24, 240, 4.795],
  ["vcg-l40s-16c-180g-48vram", "NVIDIA_L40S", 48, 48, 16, 180, 1.671],
  ["vcg-l40s-32c-375g-96vram", "NVIDIA_L40S", 96, 48, 32, 375, 3.342],
  ["vcg-l40s-64c-750g-192vram", "NVIDIA_L40S", 192, 48, 64, 750, 6.685],
  ["vcg-l40s-128c-1500g-384vram", "NVIDIA_L40S", 384, 48, 128, 1500, 13.37],
  ["vcg-gh200-72c-480g-96vram", "NVIDIA_GH200", 96, 96, 72, 480, 1.99],
] as const;

/** Bare metal, which names its GPUs in its id only: id, GPU, count, GB per card, threads, RAM GB, USD on demand, USD preemptible or 0. */
const metalPlans = [
  ["vbm-256c-2048gb-8-mi300x-gpu", "mi300x", 8, 192, 256, 2267, 17.52, 14.72],
  ["vbm-256c-3072gb-8-mi325x-gpu", "mi325x", 8, 256, 256, 3072, 20.0, 16.0],
  ["vbm-112c-2048gb-8-h100-gpu", "h100", 8, 80, 224, 2048, 23.92, 18.4],
  ["vbm-64c-2048gb-8-l40-gpu", "l40", 8, 48, 128, 2048, 11.2, 0],
  ["vbm-48c-1024gb-4-a100-gpu", "a100", 4, 80, 96, 1024, 9.12, 0],
  ["vbm-128c-2048gb-8-b200-gpu", "b200", 8, 180, 256, 2048, 32.0, 24.0],
] as const;

const regions = ["ewr", "ord", "lax", "atl", "sea", "ams", "fra", "lhr", "nrt", "sgp", "blr", "syd"] as const;
const DEFAULT_PER_PAGE = 100;
const MAX_PER_PAGE = 500;

export function seedVultr(list: CatalogueFile, random: Random): Machine[] {
  const listed = new Map(
    list.offers.map((offer) => [`${offer.instanceType}/${offer.isSpot}`, Number(offer.usdPerGpuHour)]),
  );
  const cloud = cloudPlans.map(([id, gpu, planVramGib, cardVramGib, vcpus, ramGib, planUsd]): Machine => {
    const gpuCount = planVramGib / cardVramGib;
    const onDemand = price(listed.get(`${id}/false`) ?? planUsd / gpuCount);
    const places = drawPlaces(random);
    const shape = { gpu, gpuCount, vramGib: cardVramGib, vcpus, ramGib, places };
    return { id, instanceType: id, ...shape, onDemand, spot: null, stock: drawStock(random) };
  });
  const metal = metalPlans.map(([id, gpu, gpuCount, vramGib, vcpus, ramGib, planUsd, spotUsd]): Machine => {
    const onDemand = price(listed.get(`${id}/false`) ?? planUsd / gpuCount);
    const spot = spotUsd === 0 ? null : price(listed.get(`${id}/true`) ?? spotUsd / gpuCount);
    const shape = { gpu, gpuCount, vramGib, vcpus, ramGib, places: drawPlaces(random) };
    return { id, instanceType: id, ...shape, onDemand, spot, stock: drawStock(random) };
  });
  return [...cloud, ...metal];
}

/** `GET /v2/plans` and `GET /v2/plans-metal`, both public. */
export function answerVultr(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (request.method !== "GET") return jsonReply({ error: "Method not allowed", status: 405 }, 405);
  const isSpoilt = fault?.fault === "bad_rows";
  const isEmpty = fault?.fault === "empty";
  if (request.path === "/v2/plans") {
    const type = request.query.get("type") ?? "all";
    const cloud = machines.filter(({ id }) => id.startsWith("vcg-")).map(toCloudPlan);
    const plans = [...cloud, ...(isEmpty ? [] : plansWithoutGpu)];
    const wanted = plans.filter((plan) => type === "all" || plan.type === type);
    return pageOf("plans", isSpoilt ? spoilt(wanted) : wanted, request.query);
  }
  if (request.path === "/v2/plans-metal") {
    const metal = machines.filter(({ id }) => id.startsWith("vbm-")).map(toMetalPlan);
    const plans = [...metal, ...(isEmpty ? [] : metalWithoutGpu)];
    return pageOf("plans_metal", isSpoilt ? spoilt(plans) : plans, request.query);
  }
  return jsonReply({ error: "Invalid API route.", status: 404 }, 404);
}

function pageOf(name: string, plans: object[], query: URLSearchParams): Reply {
  const perPage = Number(query.get("per_page") ?? DEFAULT_PER_PAGE);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > MAX_PER_PAGE)
    return jsonReply({ error: "Invalid per_page value.", status: 400 }, 400);
  const from = readCursor(query.get("cursor"), plans.length);
  if (from === null) return jsonReply({ error: "Invalid cursor.", status: 400 }, 400);
  const until = from + perPage;
  const links = {
    next: until < plans.length ? cursorAt("next", until) : "",
    prev: from > 0 ? cursorAt("prev", Math.max(0, from - perPage)) : "",
  };
  return jsonReply({ [name]: plans.slice(from, until), meta: { total: plans.length, links } });
}

function cursorAt(direction: "next" | "prev", index: number): string {
  return Buffer.from(`${direction}__${index}`).toString("base64");
}

function readCursor(cursor: string | null, length: number): number | null {
  if (cursor === null || cursor === "") return 0;
  const index = /^(?:next|prev)__(\d+)$/.exec(Buffer.from(cursor, "base64").toString("utf8"))?.[1];
  return index !== undefined && Number(index) < length ? Number(index) : null;
}

function toCloudPlan(machine: Machine) {
  return {
    id: machine.id,
    vcpu_count: machine.vcpus,
    ram: (machine.ramGib ?? 0) * 1024,
    disk: 1400,
    disk_count: 1,
    bandwidth: 10240,
    disk_type: "SSD",
    ...costs(machine),
    ...terms(machine),
    gpu_brand: machine.gpu.split("_", 1)[0]?.toLowerCase(),
    type: "vcg",
    locations: locationsOf(machine),
    gpu_vram_gb: Math.round(machine.vramGib * machine.gpuCount),
    gpu_type: machine.gpu,
  };
}

function toMetalPlan(machine: Machine) {
  const preemptible = usd(machine.spot, machine.gpuCount);
  return {
    id: machine.id,
    cpu_count: (machine.vcpus ?? 0) / 2,
    cpu_threads: machine.vcpus,
    cpu_model: "EPYC 9534",
    ram: (machine.ramGib ?? 0) * 1024,
    disk: 3576,
    disk_count: 8,
    bandwidth: 10240,
    ...costs(machine),
    ...(preemptible === null
      ? {}
      : { monthly_cost_preemptible: monthly(preemptible), hourly_cost_preemptible: preemptible }),
    ...terms(machine),
    type: "NVMe",
    locations: locationsOf(machine),
  };
}

function costs(machine: Machine) {
  const hourly = usd(machine.onDemand, machine.gpuCount) ?? 0;
  return { monthly_cost: monthly(hourly), hourly_cost: hourly };
}

/** A location that charges more than the others, by this factor. */
const dearer = { id: "syd", factor: 1.15 } as const;

/** Vultr writes an empty object as an empty list. */
function terms(machine: Machine) {
  const hourly = Math.round((usd(machine.onDemand, machine.gpuCount) ?? 0) * dearer.factor * 1000) / 1000;
  const isDearer = locationsOf(machine).includes(dearer.id) && hourly > 0;
  return {
    invoice_type: "hourly",
    deploy_ondemand: true,
    deploy_preemptible: machine.spot !== null,
    location_cost: isDearer ? { [dearer.id]: { hourly_cost: hourly, monthly_cost: monthly(hourly) } } : [],
  };
}

/** At most 672 hours of a month are billed. */
function monthly(hourly: number): number {
  return Math.round(hourly * 672 * 100) / 100;
}

function locationsOf({ stock, places }: Machine): string[] {
  if (stock === "none") return [];
  return stock === "low" ? places.slice(0, 1) : places;
}

function drawPlaces(random: Random): string[] {
  const drawn = regions.filter(() => random.next() < 0.3);
  return drawn.length > 0 ? drawn : [random.pick(regions)];
}

/** Plans without a GPU, one of them free: they are in the list of all plans, and an adapter must skip them. */
const plansWithoutGpu = [0, 0.007, 0.015, 0.03].map((hourly, index) => ({
  id: hourly === 0 ? "vc2-1c-0.5gb-free" : `vc2-${index}c-${index}gb`,
  vcpu_count: 1,
  ram: 1024,
  disk: 25,
  disk_count: 1,
  bandwidth: 1024,
  monthly_cost: monthly(hourly),
  hourly_cost: hourly,
  type: "vc2",
  locations: ["ewr", "fra"],
}));

const metalWithoutGpu = ["vbm-4c-32gb", "vbm-8c-132gb", "vbm-24c-256gb-amd"].map((id, index) => ({
  id,
  cpu_count: 4,
  cpu_threads: 8,
  cpu_model: "E3-1270v6",
  ram: 32_768,
  disk: 240,
  disk_count: 2,
  bandwidth: 5120,
  monthly_cost: 120 * (index + 1),
  hourly_cost: 0.164 * (index + 1),
  type: "SSD",
  locations: ["ewr"],
}));

function spoilt(plans: object[]): object[] {
  return plans.map((plan, index) => {
    if (index < badPrices.length) return { ...plan, hourly_cost: badPrices[index] };
    if (index === badPrices.length) return { ...plan, id: hostileName, gpu_type: hostileName };
    return plan;
  });
}
