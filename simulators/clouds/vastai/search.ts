import { badPrices, hostileName } from "../../faults";
import { type FeedRequest, isRecord, jsonReply, type Reply, readJson, textReply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, usd } from "../state";
import type { VastHost, VastHosts } from "./feed";

/** Limits the number of searches that one address may make within a minute. */
export type SearchPace = { perMinute: number; startedAt: number[] };

type Row = Record<string, unknown>;
type Filter = (row: Row) => boolean;
type Search = {
  limit: number;
  type: "on-demand" | "bid";
  order: [string, "asc" | "desc"][];
  filters: Filter[];
};

const compare: Record<string, (found: unknown, wanted: unknown) => boolean> = {
  eq: (found, wanted) => found === wanted,
  neq: (found, wanted) => found !== wanted,
  gt: (found, wanted) => Number(found) > Number(wanted),
  gte: (found, wanted) => Number(found) >= Number(wanted),
  lt: (found, wanted) => Number(found) < Number(wanted),
  lte: (found, wanted) => Number(found) <= Number(wanted),
  in: (found, wanted) => Array.isArray(wanted) && wanted.includes(found),
  notin: (found, wanted) => Array.isArray(wanted) && !wanted.includes(found),
};
/** Filters that are not fields of an offer, and how each is derived. */
const derived: Record<string, (row: Row) => unknown> = {
  verified: (row) => row.verification === "verified",
  datacenter: (row) => row.hosting_type === 1,
};
const settings = new Set([
  "limit",
  "type",
  "order",
  "allocated_storage",
  "disable_bundling",
  "q",
  "select_cols",
]);

/** Plain text without a retry time. */
export const tooManySearches = textReply("API requests too frequent: endpoint threshold=2.0", 429);

class InvalidSearch extends Error {}

/** `POST /api/v0/bundles/`: the search. Needs no key. */
export function answerVastai(
  request: FeedRequest,
  { machines, hosts, pace, fault }: FeedWorld & { hosts: VastHosts; pace: SearchPace },
): Reply {
  if (!/^\/api\/v0\/bundles\/?$/.test(request.path))
    return jsonReply({ success: false, error: "not_found" }, 404);
  if (request.method !== "POST") return jsonReply({ success: false, error: "method_not_allowed" }, 405);
  if (isTooFast(pace, request.now)) return tooManySearches;
  try {
    const search = readSearch(request.body);
    const rows = machines.flatMap((machine) => {
      const host = hosts.get(machine.id);
      return host ? [toRow(machine, host, { type: search.type, now: request.now })] : [];
    });
    const found = ordered(
      rows.filter((row) => search.filters.every((filter) => filter(row))),
      search.order,
    ).slice(0, search.limit);
    return jsonReply({ offers: fault?.fault === "bad_rows" ? spoilt(found) : found });
  } catch (error) {
    if (!(error instanceof InvalidSearch)) throw error;
    return jsonReply({ success: false, error: "invalid_args", msg: `error 400/3467: ${error.message}` }, 400);
  }
}

function isTooFast(pace: SearchPace, now: Date): boolean {
  pace.startedAt = pace.startedAt.filter((at) => now.getTime() - at < 60_000);
  if (pace.startedAt.length >= pace.perMinute) return true;
  pace.startedAt.push(now.getTime());
  return false;
}

function readSearch(body: string): Search {
  const read = readJson(body);
  if (!read.ok || !isRecord(read.value)) throw new InvalidSearch("body must be a JSON object");
  const { limit = 64, type = "on-demand", order = [] } = read.value;
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1)
    throw new InvalidSearch("Invalid value for limit");
  if (type !== "on-demand" && type !== "ondemand" && type !== "bid" && type !== "reserved")
    throw new InvalidSearch(`Invalid value for type: ${JSON.stringify(type)}`);
  const filters = Object.entries(read.value)
    .filter(([name]) => !settings.has(name))
    .flatMap(([name, wanted]) => readFilter(name, wanted));
  return { limit, type: type === "bid" ? "bid" : "on-demand", order: readOrder(order), filters };
}

function readFilter(name: string, wanted: unknown): Filter[] {
  if (!isRecord(wanted)) throw new InvalidSearch(`Invalid filter for ${name}`);
  if (!Object.hasOwn(derived, name) && !knownFields.has(name))
    throw new InvalidSearch(`Unknown field ${name}`);
  return Object.entries(wanted).map(([operator, value]) => {
    const matches = Object.hasOwn(compare, operator) ? compare[operator] : undefined;
    if (!matches) throw new InvalidSearch(`Unknown operator ${operator}`);
    return (row) => matches(derived[name]?.(row) ?? row[name] ?? null, value);
  });
}

function readOrder(order: unknown): Search["order"] {
  if (!Array.isArray(order)) throw new InvalidSearch("Invalid value for order");
  return order.map((entry): [string, "asc" | "desc"] => {
    const [field, direction] = Array.isArray(entry) ? entry : [];
    if (typeof field !== "string" || (direction !== "asc" && direction !== "desc"))
      throw new InvalidSearch("Invalid value for order");
    return [field, direction];
  });
}

function ordered(rows: Row[], order: Search["order"]): Row[] {
  return [...rows].sort((one, other) => {
    for (const [field, direction] of order) {
      const difference = Number(one[field] ?? 0) - Number(other[field] ?? 0);
      if (difference !== 0) return direction === "asc" ? difference : -difference;
    }
    return 0;
  });
}

function toRow(
  machine: Machine,
  host: VastHost,
  { type, now }: { type: "on-demand" | "bid"; now: Date },
): Row {
  const { gpu, gpuCount } = machine;
  const base = usd(machine.onDemand, gpuCount) ?? 0;
  const isRentable = machine.stock !== "none";
  return {
    id: host.offerId,
    ask_contract_id: host.offerId,
    machine_id: host.machineId,
    host_id: host.hostId,
    gpu_name: gpu,
    num_gpus: gpuCount,
    gpu_frac: 1,
    gpu_arch: "nvidia",
    resource_type: "gpu",
    gpu_ram: host.gpuRamMb,
    gpu_total_ram: host.gpuRamMb * gpuCount,
    bw_nvlink: /SXM|H200|B200/.test(gpu) ? 450 : 0,
    pcie_bw: 24.1,
    pci_gen: 4,
    compute_cap: 890,
    cuda_max_good: 12.8,
    driver_version: "570.86.15",
    direct_port_count: 42,
    static_ip: true,
    cpu_cores: host.cpuCores,
    cpu_cores_effective: host.cpuCores,
    cpu_ram: host.cpuRamMb,
    disk_space: host.diskGb,
    inet_down: host.inetDownMbps,
    inet_up: host.inetUpMbps,
    inet_down_cost: host.inetCostPerGb,
    inet_up_cost: host.inetCostPerGb,
    storage_cost: host.storageCostPerGbMonth,
    dph_base: base,
    // The total includes 8 GB of disk, for a month of 30 days.
    dph_total: Math.round((base + (8 * host.storageCostPerGbMonth) / 720) * 1e6) / 1e6,
    min_bid: usd(machine.spot, gpuCount) ?? 0,
    is_bid: type === "bid",
    geolocation: machine.places[0] ?? null,
    reliability: host.reliability,
    reliability2: host.reliability,
    verification: host.isVerified ? "verified" : "unverified",
    hosting_type: host.isDatacenter ? 1 : 0,
    rentable: isRentable,
    rented: !isRentable,
    vms_enabled: false,
    duration: 1_234_567.9,
    end_date: Math.floor(now.getTime() / 1000) + 1_234_567,
    dlperf: 100 * gpuCount,
    score: 500,
  };
}

/** The names of all fields of a row, taken from a host that exists only for this list. */
const knownFields = new Set(
  Object.keys(
    toRow(
      {
        id: "0",
        instanceType: "",
        gpu: "",
        gpuCount: 1,
        vramGib: 1,
        places: [],
        onDemand: null,
        spot: null,
        stock: "none",
        vcpus: null,
        ramGib: null,
      },
      {
        offerId: 0,
        machineId: 0,
        hostId: 0,
        gpuRamMb: 0,
        isVerified: false,
        isDatacenter: false,
        cpuCores: null,
        cpuRamMb: 0,
        diskGb: 0,
        inetDownMbps: 0,
        inetUpMbps: 0,
        inetCostPerGb: 0,
        storageCostPerGbMonth: 0,
        reliability: 0,
      },
      { type: "on-demand", now: new Date(0) },
    ),
  ),
);

function spoilt(rows: Row[]): Row[] {
  const badCounts = [0, 1_000_000, 0.5, -1];
  return rows.map((row, index) => {
    if (index < badPrices.length)
      return { ...row, dph_base: badPrices[index], dph_total: badPrices[index], min_bid: badPrices[index] };
    if (index < badPrices.length + badCounts.length)
      return { ...row, num_gpus: badCounts[index - badPrices.length] };
    if (index === badPrices.length + badCounts.length) return { ...row, gpu_name: hostileName };
    if (index === badPrices.length + badCounts.length + 1) return { ...row, gpu_ram: 25_769_803_776 };
    return row;
  });
}
