import { machineMonthPrice, tflopHourPrice } from "../../offer-prices";
import type { ComparedOffer } from "../compared-offer";

export type FigureId =
  | (
      | "pricePerGpu"
      | "pricePerMachine"
      | "pricePerMonth"
      | "pricePerTflop"
      | "pricePerGibHour"
      | "egress"
      | "diskPrice"
    )
  | ("score" | "gpuCount" | "vram" | "vramTotal" | "fp16" | "bandwidth" | "vcpus" | "ram" | "disk")
  | ("reliability" | "networkDown" | "networkUp");

export type Figure = {
  id: FigureId;
  /** Which direction is better; null = neither: more GPUs are not better GPUs. */
  better: "low" | "high" | null;
  /** null is unknown. */
  valueOf: (offer: ComparedOffer) => number | null;
};

/** VRAM of the whole offer; a fractional GPU counts as one, since its VRAM is already that of the fraction. */
function totalVramGib({ vramGib, gpuCount }: ComparedOffer): number {
  return vramGib * Math.max(1, gpuCount);
}

export const priceFigures: readonly Figure[] = [
  { id: "pricePerGpu", better: "low", valueOf: (offer) => offer.microUsdPerGpuHour },
  { id: "pricePerMachine", better: "low", valueOf: (offer) => offer.microUsdPerMachineHour },
  { id: "pricePerMonth", better: "low", valueOf: machineMonthPrice },
  { id: "pricePerTflop", better: "low", valueOf: (offer) => tflopHourPrice(offer, offer.fp16Tflops) },
  {
    id: "pricePerGibHour",
    better: "low",
    valueOf: (offer) => offer.microUsdPerMachineHour / totalVramGib(offer),
  },
  { id: "egress", better: "low", valueOf: (offer) => offer.microUsdPerGibEgress },
  { id: "diskPrice", better: "low", valueOf: (offer) => offer.microUsdPerGibMonthDisk },
];

export const machineFigures: readonly Figure[] = [
  { id: "gpuCount", better: null, valueOf: (offer) => offer.gpuCount },
  { id: "vram", better: "high", valueOf: (offer) => offer.vramGib },
  { id: "vramTotal", better: "high", valueOf: totalVramGib },
  { id: "fp16", better: "high", valueOf: (offer) => offer.fp16Tflops },
  { id: "bandwidth", better: "high", valueOf: (offer) => offer.bandwidthGbPerSecond },
  { id: "vcpus", better: "high", valueOf: (offer) => offer.vcpus },
  { id: "ram", better: "high", valueOf: (offer) => offer.ramGib },
  { id: "disk", better: "high", valueOf: (offer) => offer.diskGib },
];

export const hostFigures: readonly Figure[] = [
  { id: "reliability", better: "high", valueOf: (offer) => offer.reliability },
  { id: "networkDown", better: "high", valueOf: (offer) => offer.networkDownMbps },
  { id: "networkUp", better: "high", valueOf: (offer) => offer.networkUpMbps },
];

/** Whether a figure is made of the price, so that one of an old list is never marked as the best. */
export function isOfPrice(figure: Figure): boolean {
  return figure === scoreFigure || priceFigures.includes(figure);
}

/**
 * Whether an offer may be marked as the best of a figure: one that is gone is the best of nothing, and the price of an old list is
 * never the best.
 */
export function canBeBest(
  offer: Pick<ComparedOffer, "goneAt" | "mayBeBest"> | undefined,
  { isPrice }: { isPrice: boolean },
): boolean {
  return offer !== undefined && offer.goneAt === null && (!isPrice || offer.mayBeBest);
}

export const scoreFigure: Figure = { id: "score", better: "high", valueOf: (offer) => offer.score };

/**
 * `toBest` is the difference from the best as a fraction of it: +0.14 is 14 % more; null if the value is the best, unknown or
 * the only one.
 */
export type MarkedValue = { value: number | null; isBest: boolean; toBest: number | null };

/**
 * Marks the best value of a row. With fewer than two known values, or all of them equal, none is marked, since the mark would
 * say nothing. Values that may not be the best neither get the mark nor a distance from it.
 */
export function markBest(
  values: readonly (number | null)[],
  better: Figure["better"],
  mayBeBest: (place: number) => boolean = () => true,
): MarkedValue[] {
  const judged = values.map((value, place) => (mayBeBest(place) ? value : null));
  const known = judged.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (better === null || known.length < 2 || low === high)
    return values.map((value) => ({ value, isBest: false, toBest: null }));
  const best = better === "low" ? low : high;
  return values.map((value, place) => {
    const own = judged[place] ?? null;
    const toBest = own === null || own === best || best === 0 ? null : own / best - 1;
    return { value, isBest: own === best, toBest };
  });
}
