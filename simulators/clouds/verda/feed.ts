import type { CatalogueFile, CatalogueOffer } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { bearerOf, type FeedRequest, isRecord, jsonReply, keyState, type Reply, readJson } from "../../reply";
import type { FeedWorld } from "../cloud";
import { drawStock, type Machine, price, usd } from "../state";

const locations = [
  { code: "FIN-01", name: "Finland 1", country_code: "FI" },
  { code: "FIN-02", name: "Finland 2", country_code: "FI" },
  { code: "FIN-03", name: "Finland 3", country_code: "FI" },
  { code: "ICE-01", name: "Iceland 1", country_code: "IS" },
] as const;

/** The feed's words for GPUs of the list; it names any other GPU as the list does. */
const feedWords: ReadonlyMap<string, string> = new Map([
  ["A100-80GB", "A100 SXM4"],
  ["B200", "B200 SXM6"],
  ["B300", "B300 SXM6"],
  ["V100", "Tesla V100"],
]);

/** A superchip under the name of a module: an unknown product that a person must map first. */
export const verdaUnknownGpus = ["GB300 SXM6 288GB"] as const;

/** Spot prices as a share of on-demand prices in the list; used where it has only one of the two. */
const SPOT_SHARE = 0.35;
const TOKEN_START = "simulated.";
const TOKEN_LENGTH = 1_200;

export function seedVerda(list: CatalogueFile, random: Random): Machine[] {
  const rowsByType = new Map<string, CatalogueOffer[]>();
  for (const offer of list.offers)
    rowsByType.set(offer.instanceType, [...(rowsByType.get(offer.instanceType) ?? []), offer]);
  const listed = [...rowsByType.values()].flatMap((rows) => toMachine(rows, random));
  const unknown = { gpu: "GB300 SXM6", gpuCount: 2, vramGib: 288, vcpus: 144, ramGib: 960 };
  return [
    ...listed,
    {
      id: "2GB300.144V",
      instanceType: "2GB300.144V",
      ...unknown,
      places: ["FIN-03"],
      onDemand: price(7.99),
      spot: price(2.8),
      stock: "high",
    },
  ];
}

function toMachine(rows: CatalogueOffer[], random: Random): Machine[] {
  const [first] = rows;
  if (!first) return [];
  const usdOf = (isSpot: boolean) => rows.find((row) => row.isSpot === isSpot)?.usdPerGpuHour;
  const [onDemand, spot] = [usdOf(false), usdOf(true)];
  const { instanceType, gpuRaw, gpuCount, vramGib, vcpus, ramGib } = first;
  return [
    {
      id: instanceType,
      instanceType,
      gpu: feedWords.get(gpuRaw) ?? gpuRaw,
      gpuCount,
      vramGib,
      vcpus,
      ramGib,
      places: [...new Set(rows.flatMap(({ region }) => region ?? []))],
      onDemand: price(onDemand ? Number(onDemand) : Number(spot) / SPOT_SHARE),
      spot: price(spot ? Number(spot) : Number(onDemand) * SPOT_SHARE),
      stock: drawStock(random),
    },
  ];
}

/** `POST /oauth2/token`, then `GET /instance-types`, `/instance-availability` and `/locations` with that token. */
export function answerVerda(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (request.path === "/oauth2/token") return answerVerdaToken(request);
  if (!isVerdaToken(request)) return refusal("unauthorized_request", "Invalid token");
  const isEmpty = fault?.fault === "empty";
  switch (`${request.method} ${request.path}`) {
    case "GET /instance-types": {
      const types = machines.map((machine) => toInstanceType(machine, request.query.get("currency")));
      const rows = fault?.fault === "bad_rows" ? spoilt(types) : types;
      return jsonReply(isEmpty ? [] : [...rows, typeWithoutGpu]);
    }
    case "GET /instance-availability":
      return jsonReply(toAvailability(machines, request.query.get("is_spot") === "true"));
    case "GET /locations":
      return jsonReply(locations);
    default:
      return jsonReply({ code: "not_found", message: "Not found" }, 404);
  }
}

/** Whether the caller has a token that was issued here. */
export function isVerdaToken(request: FeedRequest): boolean {
  return bearerOf(request)?.startsWith(TOKEN_START) ?? false;
}

/** Exchanges id and secret for a token. */
export function answerVerdaToken(request: FeedRequest): Reply {
  const body = readJson(request.body);
  if (request.method !== "POST" || !body.ok || !isRecord(body.value))
    return refusal("invalid_request", "Invalid request", 400);
  const { grant_type, client_id, client_secret } = body.value;
  if (grant_type !== "client_credentials") return refusal("invalid_request", "Unknown grant_type", 400);
  const isKnown = [client_id, client_secret].every((key) => keyState(textOf(key)) === "accepted");
  if (!isKnown) return refusal("unauthorized_request", "Invalid client id or client secret");
  return jsonReply({
    // As long as a real one.
    access_token: TOKEN_START.padEnd(TOKEN_LENGTH, "0"),
    refresh_token: "refresh.".padEnd(TOKEN_LENGTH, "0"),
    scope: "fullAccess",
    token_type: "Bearer",
    expires_in: 3600,
  });
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function refusal(code: string, message: string, status = 401): Reply {
  return jsonReply({ code, message }, status);
}

function toInstanceType(machine: Machine, currency: string | null) {
  const { id, gpu, gpuCount, vramGib, vcpus, ramGib } = machine;
  const [model = gpu] = gpu.split(" ");
  const name = `${gpu} ${vramGib}GB`;
  return {
    id: `c01dd00d-${id}`,
    instance_type: id,
    model,
    name,
    display_name: null,
    manufacturer: "NVIDIA",
    description: "Dedicated Hardware Instance",
    best_for: [],
    cpu: { description: `${vcpus} CPU`, number_of_cores: vcpus },
    gpu: { description: `${gpuCount}x ${name}`, number_of_gpus: gpuCount },
    gpu_memory: { description: `${vramGib * gpuCount}GB GPU RAM`, size_in_gigabytes: vramGib * gpuCount },
    memory: { description: `${ramGib}GB RAM`, size_in_gigabytes: ramGib },
    storage: { description: "dynamic" },
    price_per_hour: String(usd(machine.onDemand, gpuCount)),
    spot_price: String(usd(machine.spot, gpuCount)),
    // Accounts here are in euros, so a caller who wants dollars must request them.
    currency: currency ?? "eur",
    p2p: null,
    deploy_warning: null,
    supported_os: ["ubuntu-24.04"],
  };
}

const typeWithoutGpu = {
  id: "c01dd00d-cpu",
  instance_type: "CPU.4V.16G",
  model: "CPU",
  name: "AMD EPYC",
  manufacturer: "AMD",
  cpu: { description: "4 CPU", number_of_cores: 4 },
  gpu: { description: "", number_of_gpus: 0 },
  gpu_memory: { description: "", size_in_gigabytes: 0 },
  memory: { description: "16GB RAM", size_in_gigabytes: 16 },
  storage: { description: "dynamic" },
  price_per_hour: "0.0279",
  spot_price: "0.0098",
  currency: "usd",
};

/** Spot uses spare capacity, so only a well-stocked type is available as spot. */
function toAvailability(machines: Machine[], isSpot: boolean) {
  const hasStock = ({ stock }: Machine) => (isSpot ? stock === "high" : stock !== "none");
  return locations.map(({ code }) => ({
    location_code: code,
    availabilities: machines
      .filter((machine) => hasStock(machine) && machine.places.includes(code))
      .map(({ id }) => id),
  }));
}

function spoilt(types: object[]): object[] {
  return types.map((type, index) => {
    if (index < badPrices.length) return { ...type, price_per_hour: badPrices[index], spot_price: null };
    return index === badPrices.length ? { ...type, instance_type: hostileName } : type;
  });
}
