import type { CatalogueFile } from "../../../prisma/catalogue/load";
import type { Random } from "../../random";
import { drawStock, type Machine, price } from "../state";

/** One row of `gpuTypes`: at most one secure and one community machine, whose price is that of a single GPU. */
export type RunpodCard = {
  id: string;
  displayName: string;
  manufacturer: string;
  memoryInGb: number;
  secure: Machine | null;
  community: Machine | null;
};

export const dataCenters = [
  "CA-MTL-1",
  "CA-MTL-3",
  "EU-CZ-1",
  "EU-NL-1",
  "EU-RO-1",
  "EU-SE-1",
  "EUR-IS-1",
  "EUR-NO-1",
  "US-CA-2",
  "US-GA-2",
  "US-IL-1",
  "US-KS-2",
  "US-NC-1",
  "US-TX-3",
  "US-WA-1",
] as const;

/** Cards that the vendor lists and the price lists do not price: id, GB, USD per hour in the secure cloud. */
const additionalCards = [
  ["NVIDIA B300 SXM6 AC", 288, 7.19],
  ["NVIDIA GeForce RTX 5090", 32, 0.94],
  ["NVIDIA GeForce RTX 5080", 16, 0.49],
  ["NVIDIA GeForce RTX 4080 SUPER", 16, 0.44],
  ["NVIDIA GeForce RTX 3090 Ti", 24, 0.46],
  ["NVIDIA GeForce RTX 3080", 10, 0.28],
  ["NVIDIA H200 NVL", 143, 3.79],
  ["NVIDIA L40S", 48, 0.86],
  ["NVIDIA RTX 2000 Ada Generation", 16, 0.28],
  ["NVIDIA RTX 5000 Ada Generation", 32, 0.67],
  ["NVIDIA RTX PRO 6000 Blackwell Server Edition", 96, 1.79],
  ["NVIDIA RTX PRO 6000 Blackwell Workstation Edition", 96, 1.69],
  ["Tesla V100-SXM2-32GB", 32, 0.39],
  ["NVIDIA A30", 24, 0.36],
] as const;

/** A slice of a card and the vendor's own placeholder: rows that no adapter may turn into an offer. */
export const runpodUnknownGpus = [
  "NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 1g.24gb",
  "unknown",
] as const;

/** Every machine of the provider; the two machines of a card differ in `id` and `instanceType`. */
export function seedRunpod(list: CatalogueFile, random: Random): Machine[] {
  const known = [...new Set(list.offers.map(({ gpuRaw }) => gpuRaw))].map((gpu) => cardOf(list, gpu));
  const further = additionalCards.map(([gpu, vramGib, secureUsd]): Card => ({ gpu, vramGib, secureUsd }));
  const cards = [...known, ...further.filter(({ gpu }) => !known.some((card) => card.gpu === gpu))];
  return [
    ...cards.flatMap((card) => [machine(card, "secure", random), machine(card, "community", random)]),
    machine({ gpu: runpodUnknownGpus[0], vramGib: 24, secureUsd: 0.5 }, "secure", random),
    {
      ...machine({ gpu: runpodUnknownGpus[1], vramGib: 1, secureUsd: 0.1 }, "secure", random),
      onDemand: null,
      spot: null,
    },
  ];
}

export function runpodCards(machines: Machine[]): RunpodCard[] {
  const byId = new Map(machines.map((machine) => [machine.id, machine]));
  const gpus = new Map(machines.map(({ gpu, vramGib }) => [gpu, vramGib]));
  return [...gpus].map(([id, memoryInGb]) => ({
    id,
    displayName: displayNameOf(id),
    manufacturer: id.startsWith("AMD") ? "AMD" : "Nvidia",
    memoryInGb,
    secure: byId.get(`${id}/secure`) ?? null,
    community: byId.get(`${id}/community`) ?? null,
  }));
}

/** The list's price for one GPU in each cloud; a serverless price is used if there is no other. */
function cardOf(list: CatalogueFile, gpu: string): Card {
  const onDemand = list.offers
    .filter(({ gpuRaw, isSpot }) => gpuRaw === gpu && !isSpot)
    .sort((one, other) => one.gpuCount - other.gpuCount);
  const inCloud = (cloud: string) => onDemand.find(({ instanceType }) => instanceType.endsWith(` ${cloud}`));
  const secure = inCloud("secure") ?? onDemand[0];
  const community = inCloud("community");
  return {
    gpu,
    vramGib: secure?.vramGib ?? 0,
    secureUsd: Number(secure?.usdPerGpuHour ?? 0),
    ...(community === undefined ? {} : { communityUsd: Number(community.usdPerGpuHour) }),
  };
}

type Card = { gpu: string; vramGib: number; secureUsd: number; communityUsd?: number };

function machine(
  { gpu, vramGib, secureUsd, communityUsd }: Card,
  cloud: "secure" | "community",
  random: Random,
): Machine {
  const onDemandUsd =
    cloud === "secure" ? secureUsd : (communityUsd ?? secureUsd * random.between(0.62, 0.85));
  return {
    id: `${gpu}/${cloud}`,
    instanceType: `${gpu} ${cloud}`,
    gpu,
    gpuCount: random.pick([8, 8, 8, 6, 4]),
    vramGib,
    places: [random.pick(dataCenters), ...dataCenters.filter(() => random.next() < 0.4)],
    onDemand: price(Math.round(onDemandUsd * 100) / 100),
    spot: price(Math.round(onDemandUsd * random.between(0.45, 0.7) * 100) / 100),
    stock: drawStock(random),
    vcpus: random.pick([6, 8, 12, 16, 20, 24]),
    ramGib: Math.round(vramGib * random.between(1.2, 2.6)),
  };
}

function displayNameOf(id: string): string {
  const names: Record<string, string> = {
    "NVIDIA H100 80GB HBM3": "H100 SXM",
    "NVIDIA A100-SXM4-80GB": "A100 SXM",
    "NVIDIA A100 80GB PCIe": "A100 PCIe",
    "AMD Instinct MI300X OAM": "MI300X",
    "NVIDIA H200": "H200 SXM",
  };
  return names[id] ?? id.replace(/^(?:NVIDIA|Tesla) (?:GeForce )?/, "").replace(/ Generation$/, "");
}
