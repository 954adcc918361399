import type { CatalogueFile, CatalogueOffer } from "../../../prisma/catalogue/load";
import type { Random } from "../../random";
import { drawStock, type Machine, price } from "../state";

/** What a host has besides the GPUs; drawn once, so that an offer keeps its id and its figures. */
export type VastHost = {
  offerId: number;
  machineId: number;
  hostId: number;
  /** As the feed states it: what the driver reports, not the nominal figure. */
  gpuRamMb: number;
  isVerified: boolean;
  isDatacenter: boolean;
  cpuCores: number | null;
  cpuRamMb: number;
  diskGb: number;
  inetDownMbps: number;
  inetUpMbps: number;
  inetCostPerGb: number;
  storageCostPerGbMonth: number;
  reliability: number;
};

export type VastHosts = ReadonlyMap<string, VastHost>;

const HOSTS_PER_LISTED_OFFER = 4;
/** Driver figures of common cards in MB, by name and GB, where they differ from GiB times 1024. */
const driverMb: Record<string, number> = {
  "H100 SXM/80": 81_559,
  "H100 NVL/94": 95_830,
  "H200/141": 143_771,
  "B200/180": 183_359,
  "L40S/48": 46_068,
  "A40/48": 46_068,
  "RTX 4090/24": 24_564,
  "RTX 4090/48": 49_140,
  "RTX 5090/32": 32_607,
  "RTX 6000Ada/48": 49_140,
  "RTX PRO 6000 S/96": 97_887,
  "RTX PRO 6000 WS/96": 97_887,
};

/** Cards that the market has and the price list lacks: name, GB, USD per GPU-hour. */
const additionalCards = [
  ["RTX PRO 6000 WS", 96, 1.05],
  ["RTX 5080", 16, 0.22],
  ["RTX 5070 Ti", 16, 0.17],
  ["RTX 4080", 16, 0.24],
  ["RTX 3090 Ti", 24, 0.2],
  ["RTX A5000", 24, 0.21],
  ["RTX A4000", 16, 0.12],
  ["A10", 24, 0.22],
  ["L4", 24, 0.3],
] as const;

/** A modified card sold as a 4090, and a laptop's card: rows that no adapter may turn into an offer. */
export const vastUnknownGpus = [
  ["RTX 4090", 48],
  ["RTX 4090 Laptop", 16],
] as const;

const places = [
  "Texas, US",
  "California, US",
  "Quebec, CA",
  "Sweden, SE",
  "Norway, NO",
  "Germany, DE",
  "France, FR",
  "Bulgaria, BG",
  "Taiwan, TW",
  "Japan, JP",
  "Vietnam, VN",
  ", US",
] as const;

/** Machines by the price list, and their hosts. */
export function seedVastai(list: CatalogueFile, random: Random): { machines: Machine[]; hosts: VastHosts } {
  const listed = list.offers.flatMap((offer) =>
    Array.from({ length: HOSTS_PER_LISTED_OFFER }, (_, copy) => toCard(offer, copy === 0, random)),
  );
  const further = additionalCards.flatMap(([gpu, vramGib, usd]) => {
    // One machine is split into offers of 1, 2 and 4 GPUs.
    const machine = `${gpu} box`;
    const place = random.pick(places);
    return [1, 2, 4].map((gpuCount) => ({ gpu, vramGib, gpuCount, usd, place, machine }));
  });
  const unknown = vastUnknownGpus.map(([gpu, vramGib]) => ({
    gpu,
    vramGib,
    gpuCount: 1,
    usd: 0.3,
    place: "Poland, PL",
    isAlwaysListed: true,
  }));
  const machineIds = new Map<string, number>();
  const drawn = [...listed, ...further, ...unknown].map((card: Card, index) => {
    const machine = card.machine ?? String(index);
    const machineId = machineIds.get(machine) ?? 40_000 + machineIds.size;
    machineIds.set(machine, machineId);
    return drawHost(card, { index, machineId }, random);
  });
  return {
    machines: drawn.map(({ machine }) => machine),
    hosts: new Map(drawn.map(({ machine, host }) => [machine.id, host])),
  };
}

type Card = {
  gpu: string;
  vramGib: number;
  gpuCount: number;
  usd: number;
  place: string;
  /** Shared by the offers of one machine; absent: the offer has a separate machine. */
  machine?: string;
  /** Verified, and available from the start. */
  isAlwaysListed?: boolean;
};

function toCard(offer: CatalogueOffer, isAsListed: boolean, random: Random): Card {
  const { gpuRaw, vramGib, gpuCount, usdPerGpuHour, region } = offer;
  return {
    gpu: gpuRaw.replace("6000 Ada", "6000Ada"),
    vramGib,
    gpuCount,
    usd: Number(usdPerGpuHour) * (isAsListed ? 1 : random.between(0.8, 1.35)),
    place: isAsListed ? (region ?? ", US") : random.pick(places),
  };
}

function drawHost(
  { gpu, vramGib, gpuCount, usd, place, isAlwaysListed = false }: Card,
  { index, machineId }: { index: number; machineId: number },
  random: Random,
) {
  const offerId = 21_000_000 + index * 37 + random.whole(0, 36);
  const onDemand = price(usd);
  const cpuRamMb = random.pick([65_536, 131_072, 262_144, 524_288]);
  const cpuCores = random.pick([16, 32, 64, 96, 128]);
  const machine: Machine = {
    id: String(offerId),
    instanceType: `${gpuCount}x ${gpu}`,
    gpu,
    gpuCount,
    vramGib,
    places: [place],
    onDemand,
    spot: price(usd * random.between(0.35, 0.7)),
    stock: isAlwaysListed ? "high" : drawStock(random),
    vcpus: cpuCores,
    ramGib: cpuRamMb / 1024,
  };
  const host: VastHost = {
    offerId,
    machineId,
    hostId: 90_000 + Math.floor(index / 5),
    gpuRamMb: driverMb[`${gpu}/${vramGib}`] ?? vramGib * 1024,
    isVerified: isAlwaysListed || random.next() < 0.8,
    isDatacenter: random.next() < 0.35,
    cpuCores: random.next() < 0.03 ? null : cpuCores,
    cpuRamMb,
    diskGb: Math.round(random.between(120, 6_000) * 10) / 10,
    inetDownMbps: Math.round(random.between(80, 9_500) * 10) / 10,
    inetUpMbps: Math.round(random.between(60, 9_000) * 10) / 10,
    inetCostPerGb: Math.round(random.between(0, 0.02) * 1e5) / 1e5,
    storageCostPerGbMonth: Math.round(random.between(0.05, 0.3) * 1e3) / 1e3,
    reliability: Math.round(random.between(0.93, 0.9999) * 1e7) / 1e7,
  };
  return { machine, host };
}
