import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, price } from "../state";

/** Zones and what each sells, from the availability matrix of CoreWeave's documentation. */
const zones = {
  "US-EAST-04A": ["gd-8xh100ib-i128", "gd-8xh200ib-i128", "gd-8xl40s-i128", "gd-8xa100-i128", "gd-1xgh200"],
  "US-EAST-01A": ["gb200-4x", "gd-8xh200ib-i128", "gd-8xh100ib-i128"],
  "US-EAST-02A": ["gb200-4x", "gd-8xh200ib-i128", "gd-8xl40-i128"],
  "US-EAST-06A": ["gd-8xh100ib-i128", "rtxp6000-8x"],
  "US-EAST-08A": ["gb200-4x", "gd-8xh200ib-i128"],
  "US-EAST-13A": ["gb200-4x", "b200-8x", "rtxp6000-8x"],
  "US-CENTRAL-07A": ["b200-8x"],
  "US-WEST-01A": ["gb300-4x", "gb200-4x", "b200-8x", "gd-8xh100ib-i128"],
  "US-WEST-04A": ["gd-8xh200ib-i128", "gd-8xh100ib-i128", "rtxp6000-8x"],
  "US-WEST-09B": ["b200-8x", "gd-8xh100ib-i128", "rtxp6000-8x"],
  RNO2A: ["gd-8xh100ib-i128", "gd-8xl40-i128", "gd-1xgh200", "gd-8xa100-i128"],
  "EU-SOUTH-03B": ["gd-8xh200ib-i128"],
} as const;

/** The zone of the simulated account's only cluster. */
export const coreweaveClusterZone = "US-EAST-04A";

/** Type, its name in the price list (null: not in the list), GPU, GPUs per node, GiB per GPU. */
const types = [
  ["gd-8xh100ib-i128", "HGX H100", "H100", 8, 80],
  ["gd-8xh200ib-i128", "HGX H200", "H200", 8, 141],
  ["b200-8x", "HGX B200", "B200", 8, 180],
  ["gb200-4x", "GB200 NVL72 slice", "GB200", 4, 186],
  ["gb300-4x", null, "GB300", 4, 288],
  ["gd-8xl40s-i128", null, "L40S", 8, 48],
  ["gd-8xl40-i128", null, "L40", 8, 48],
  ["gd-8xa100-i128", null, "A100", 8, 80],
  ["gd-1xgh200", null, "GH200", 1, 96],
  ["rtxp6000-8x", null, "RTX PRO 6000", 8, 96],
] as const;

/** Sold but priced nowhere: no adapter may turn it into an offer. */
export const coreweaveUnpricedTypes = types.filter(([, listed]) => listed === null).map(([type]) => type);

export function seedCoreweave(list: CatalogueFile): Machine[] {
  const listed = new Map(
    list.offers.map((offer) => [`${offer.instanceType}/${offer.isSpot}`, Number(offer.usdPerGpuHour)]),
  );
  return types.map(([id, name, gpu, gpuCount, vramGib]): Machine => {
    const usdOf = (isSpot: boolean) => listed.get(`${name}/${isSpot}`);
    const [onDemand, spot] = [usdOf(false), usdOf(true)];
    return {
      id,
      instanceType: id,
      gpu,
      gpuCount,
      vramGib,
      vcpus: 128,
      ramGib: 2_048,
      places: Object.entries(zones).flatMap(([zone, sold]) => (sold.some((one) => one === id) ? [zone] : [])),
      onDemand: onDemand === undefined ? null : price(onDemand),
      spot: spot === undefined ? null : price(spot),
      // The feed shows no stock, so only an order reveals that a type has run out.
      stock: "high",
    };
  });
}

/** `GET /v1alpha1/inference/capacityclaims/parameters`: what can be claimed in each zone. Needs a token. */
export function answerCoreweave(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (keyState(bearerOf(request)) !== "accepted")
    return jsonReply({ code: "unauthenticated", message: "invalid or missing token" }, 401);
  if (request.method !== "GET" || request.path !== "/v1alpha1/inference/capacityclaims/parameters")
    return jsonReply({ code: "not_found", message: "Not Found" }, 404);
  const sold = Object.keys(zones).map((zone) => [zone, { instanceTypes: typesIn(machines, zone) }] as const);
  const filled = sold.filter(([, { instanceTypes }]) => instanceTypes.length > 0);
  return jsonReply({
    zoneInstanceTypes: Object.fromEntries(fault?.fault === "bad_rows" ? spoilt(filled) : filled),
  });
}

function typesIn(machines: Machine[], zone: string): unknown[] {
  const sold = machines.filter(({ places }) => places.includes(zone)).map(({ id }) => id);
  // CPU nodes are in the same list, and an adapter must skip them.
  return sold.length === 0 ? [] : [...sold, "cd-gp-a192-genoa"];
}

function spoilt(sold: (readonly [string, { instanceTypes: unknown[] }])[]) {
  const [first, ...others] = sold;
  return first ? [[first[0], { instanceTypes: [...badPrices, hostileName] }] as const, ...others] : [];
}
