import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { drawStock, type Machine, price, usd } from "../state";

/**
 * GPU droplets as the API listed them on 2026-10-08: slug, model, GPUs, GiB per card, vCPUs, RAM MB, boot disk GB, USD per hour.
 * The catalogue's price list of Paperspace has Paperspace's own machines and no droplets.
 */
const droplets = [
  ["gpu-4000adax1-20gb", "nvidia_rtx4000_ada", 1, 20, 8, 32_768, 500, 0.76],
  ["gpu-l40sx1-48gb", "nvidia_l40s", 1, 48, 8, 65_536, 500, 1.57],
  ["gpu-6000adax1-48gb", "nvidia_rtx6000_ada", 1, 48, 8, 65_536, 500, 1.57],
  ["gpu-mi350x1-288gb-spot", "amd_mi350x", 1, 288, 24, 262_144, 720, 2.46],
  ["gpu-mi300x1-192gb", "amd_mi300x", 1, 192, 20, 245_760, 720, 2.59],
  ["gpu-mi355x1-288gb-spot", "amd_mi355x", 1, 288, 24, 262_144, 720, 2.97],
  ["gpu-mi325x1-256gb", "amd_mi325x", 1, 256, 20, 163_840, 720, 3.8],
  ["gpu-h100x1-80gb", "nvidia_h100", 1, 80, 20, 245_760, 720, 4.41],
  ["gpu-h200x1-141gb", "nvidia_h200", 1, 141, 24, 245_760, 720, 4.47],
  ["gpu-b300x1-288gb-lc-spot", "nvidia_b300", 1, 288, 28, 458_752, 720, 8.0],
  ["gpu-b300x1-288gb-spot", "nvidia_b300", 1, 288, 28, 458_752, 720, 8.0],
  ["gpu-mi350x8-2304gb-spot", "amd_mi350x", 8, 288, 192, 2_097_152, 2_046, 19.68],
  ["gpu-mi300x8-1536gb", "amd_mi300x", 8, 192, 160, 1_966_080, 2_046, 20.72],
  ["gpu-mi355x8-2304gb-spot", "amd_mi355x", 8, 288, 192, 2_097_152, 2_046, 23.76],
  ["gpu-mi325x8-2048gb", "amd_mi325x", 8, 256, 160, 1_310_720, 2_046, 30.4],
  ["gpu-h100x8-640gb", "nvidia_h100", 8, 80, 160, 1_966_080, 2_046, 35.28],
  ["gpu-h200x8-1128gb", "nvidia_h200", 8, 141, 192, 1_966_080, 2_046, 35.76],
  ["gpu-b300x8-2304gb-lc-spot", "nvidia_b300", 8, 288, 224, 3_670_016, 2_046, 64.0],
  ["gpu-b300x8-2304gb-spot", "nvidia_b300", 8, 288, 224, 3_670_016, 2_046, 64.0],
] as const;

/** Boot disks by slug, because the market's machines have none. */
const diskGb: ReadonlyMap<string, number> = new Map(droplets.map(([slug, , , , , , disk]) => [slug, disk]));

/** Sizes without a GPU: they are in the same list, and an adapter must skip them. */
const plainSizes = [
  ["s-1vcpu-1gb", 1, 1_024, 25, 0.00893],
  ["s-2vcpu-4gb", 2, 4_096, 80, 0.03571],
  ["c-4", 4, 8_192, 50, 0.125],
  ["m-2vcpu-16gb", 2, 16_384, 50, 0.125],
] as const;

const regions = ["nyc2", "tor1", "atl1", "ric1", "ams3"] as const;
const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 200;
const HOURS_A_MONTH = 744;

export function seedPaperspace(random: Random): Machine[] {
  return droplets.map(([slug, gpu, gpuCount, vramGib, vcpus, ramMb, , dropletUsd]): Machine => {
    const amount = price(dropletUsd / gpuCount);
    const isSpot = slug.endsWith("-spot");
    const drawn = regions.filter(() => random.next() < 0.3);
    return {
      id: slug,
      instanceType: slug,
      gpu,
      gpuCount,
      vramGib,
      vcpus,
      ramGib: ramMb / 1024,
      places: drawn.length > 0 ? drawn : [random.pick(regions)],
      onDemand: isSpot ? null : amount,
      spot: isSpot ? amount : null,
      stock: drawStock(random),
    };
  });
}

/** `GET /v2/sizes` of DigitalOcean. Needs a token. */
export function answerPaperspace(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (keyState(bearerOf(request)) !== "accepted")
    return jsonReply({ id: "unauthorized", message: "Unable to authenticate you" }, 401);
  if (request.method !== "GET" || request.path !== "/v2/sizes")
    return jsonReply({ id: "not_found", message: "The resource you requested could not be found." }, 404);
  const gpuSizes = machines.map(toSize);
  const rows = fault?.fault === "bad_rows" ? spoilt(gpuSizes) : gpuSizes;
  return pageOf([...(fault?.fault === "empty" ? [] : plainSizes.map(toPlainSize)), ...rows], request.query);
}

function pageOf(sizes: object[], query: URLSearchParams): Reply {
  const perPage = Number(query.get("per_page") ?? DEFAULT_PER_PAGE);
  const page = Number(query.get("page") ?? 1);
  if (!isBetween(perPage, 1, MAX_PER_PAGE) || !isBetween(page, 1, 10_000))
    return jsonReply({ id: "bad_request", message: "Invalid page or per_page." }, 400);
  const last = Math.max(1, Math.ceil(sizes.length / perPage));
  const linkTo = (number: number) =>
    `https://api.digitalocean.com/v2/sizes?page=${number}&per_page=${perPage}`;
  const forwards = page < last ? { next: linkTo(page + 1), last: linkTo(last) } : {};
  const backwards = page > 1 ? { first: linkTo(1), prev: linkTo(page - 1) } : {};
  const pages = { ...backwards, ...forwards };
  return jsonReply({
    sizes: sizes.slice((page - 1) * perPage, page * perPage),
    links: Object.keys(pages).length === 0 ? {} : { pages },
    meta: { total: sizes.length },
  });
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function toSize(machine: Machine) {
  const { id, gpu, gpuCount, vramGib, vcpus, ramGib, stock, places } = machine;
  const disk = diskGb.get(id) ?? 0;
  return {
    slug: id,
    memory: (ramGib ?? 0) * 1024,
    vcpus,
    disk,
    transfer: 15,
    ...costs(usd(machine.onDemand ?? machine.spot, gpuCount) ?? 0),
    regions: stock === "none" ? [] : places.slice(0, stock === "low" ? 1 : undefined),
    available: true,
    description: `${gpu} - ${gpuCount}X`,
    networking_throughput: 10_000,
    gpu_info: { count: gpuCount, vram: { amount: vramGib * gpuCount, unit: "gib" }, model: gpu },
    disk_info: [
      { type: "local", size: { amount: disk, unit: "gib" } },
      { type: "scratch", size: { amount: 5_120 * gpuCount, unit: "gib" } },
    ],
  };
}

function toPlainSize([slug, vcpus, memory, disk, hourly]: (typeof plainSizes)[number]) {
  return {
    slug,
    memory,
    vcpus,
    disk,
    transfer: 4,
    ...costs(hourly),
    regions: ["ams3", "nyc3"],
    available: true,
    description: "Basic",
    networking_throughput: 2_000,
    disk_info: [{ type: "local", size: { amount: disk, unit: "gib" } }],
  };
}

function costs(hourly: number) {
  return { price_monthly: Math.round(hourly * HOURS_A_MONTH * 100) / 100, price_hourly: hourly };
}

function spoilt(sizes: object[]): object[] {
  return sizes.map((size, index) => {
    if (index < badPrices.length) return { ...size, price_hourly: badPrices[index] };
    return index === badPrices.length ? { ...size, slug: hostileName } : size;
  });
}
