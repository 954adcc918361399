import { AppError } from "@/domain/errors";
import { eachCriterion } from "./each-criterion";
import {
  type CriterionId,
  type CriterionValues,
  criteria,
  criterionIds,
  type Weights,
} from "./ranking-criteria";
import type { Reference } from "./reference/reference";
import type { ReferenceGpu } from "./reference/reference-gpu";

/** The price scale ends at this factor below the lowest reference price and above the highest. */
export const PRICE_MARGIN = 6;
/** Below a reliability of 0.9 a host is down for over two hours a day, and differences no longer matter. */
const RELIABILITY = { min: 0.9, max: 1 };
const AVAILABILITY = { min: 0, max: 1 };
/** An unknown figure counts as the middle of its scale: neither a credit for what nobody measured nor zero in disguise. */
export const UNKNOWN_UTILITY = 0.5;

/**
 * The scale of one criterion: utility = offset + slope x measure, within `least` and `most`, where the measure is the figure or its
 * logarithm. `min` and `max` are the figures of the reference between which the question lies, for people to read.
 */
export type CriterionScale = {
  offset: number;
  slope: number;
  least: number;
  most: number;
  min: number;
  max: number;
};

/**
 * The scales against which the offers of one question are measured.
 *
 * `scales` is null where a criterion separates nobody: the GPUs of the question all have the same figure, or none is known. Such a
 * criterion counts for nothing.
 */
export type ReferenceDomain = {
  reference: string;
  /** GPUs that the question leaves. */
  gpuCount: number;
  /** GPUs among them with a reference price; 0: the prices of all GPUs set the scale. */
  pricedGpuCount: number;
  /** How many times dearer the worst end of the price scale is than its best. */
  widthOfScale: number;
  scales: Record<CriterionId, CriterionScale | null>;
  /** Criteria without a scale because the reference knows no figure of these GPUs, not because the figures are equal. */
  withoutFigures: readonly CriterionId[];
};

type Bounds = { min: number; max: number };

/**
 * The reference domain of a question: it depends on the GPUs that the question leaves and on a dated reference, never on the
 * offers at hand. So an offer that appears, disappears or changes never moves another's score.
 *
 * Price, VRAM, throughput and bandwidth share one scale of ratios, as wide as the reference prices of the question with a margin of
 * {@link PRICE_MARGIN} at both ends, and each lies in its middle. A doubling is the same step on all four, so a weight says how much
 * a doubling counts. If each were stretched to its own range, the 30 % between two forms of a card would weigh like a
 * price eight times as high. Availability and reliability keep the width that they have for a single GPU, for the same reason.
 *
 * @param gpuIds what `askedGpus` finds; ids that the reference does not list take no part. None left: all GPUs of the reference.
 */
export function referenceDomain(gpuIds: readonly string[], { version, gpus }: Reference): ReferenceDomain {
  const asked = new Set(gpuIds);
  const own = gpus.filter(([id]) => asked.has(id));
  const members = own.length > 0 ? own : gpus;
  const priced = boundsOf(members, priceOf);
  const price = priced ?? boundsOf(gpus, priceOf);
  if (price === null) throw new AppError("INVALID_INPUT", `reference ${version} has no price`);
  const [vram, throughput, bandwidth] = [1, 2, 3].map((column) =>
    boundsOf(members, (gpu) => gpu[column as 1 | 2 | 3]),
  );
  const width = Math.max(
    PRICE_MARGIN ** 2 * ratioOf(price),
    ...[vram, throughput, bandwidth].map((bounds) => (bounds ? ratioOf(bounds) : 1)),
  );
  const span = Math.log(width);
  const share = Math.log(PRICE_MARGIN ** 2) / span;
  const known = { vram, throughput, bandwidth };
  return {
    reference: version,
    gpuCount: members.length,
    pricedGpuCount: priced ? members.filter((gpu) => priceOf(gpu) !== null).length : 0,
    widthOfScale: width,
    scales: {
      price: logScale(price, -span),
      vram: separating(vram, span),
      throughput: separating(throughput, span),
      bandwidth: separating(bandwidth, span),
      availability: linearScale(AVAILABILITY, share),
      reliability: linearScale(RELIABILITY, share),
    },
    withoutFigures: (["vram", "throughput", "bandwidth"] as const).filter((id) => !known[id]),
  };
}

/** A figure as its scale takes it: the logarithm on a log scale; NaN if it is unknown. */
export function measureOf(criterion: CriterionId, value: number | null): number {
  if (value === null) return Number.NaN;
  if (!(value >= 0) || !Number.isFinite(value))
    throw new AppError("INVALID_INPUT", `${criterion}: not a number >= 0: ${value}`);
  return criteria[criterion].scale === "log" ? Math.log(value) : value;
}

/**
 * How good a measure is on its own: from 0, at the worst end of the widest scale or beyond, to 1.
 *
 * Unknown (NaN) and a criterion that separates nobody count as the middle.
 */
export function utilityOf(scale: CriterionScale | null, measure: number): number {
  if (scale === null || Number.isNaN(measure)) return UNKNOWN_UTILITY;
  return Math.min(Math.max(scale.offset + scale.slope * measure, scale.least), scale.most);
}

/**
 * The utilities of one offer, in the order of `criterionIds`.
 *
 * @param ageLog logarithm of the factor by which its price ranks dearer for its age: `logOfAgeFactor`.
 */
export function utilitiesOf({ scales }: ReferenceDomain, values: CriterionValues, ageLog = 0): number[] {
  return criterionIds.map((id) =>
    utilityOf(scales[id], measureOf(id, values[id]) + (id === "price" ? ageLog : 0)),
  );
}

/**
 * The weights that count in a question: zero for a criterion that separates nobody. If none would be left, the weights as they are,
 * under which every offer then gets the same score.
 */
export function countingWeights(weights: Weights, { scales }: Pick<ReferenceDomain, "scales">): Weights {
  const counting = eachCriterion((id) => (scales[id] === null ? 0 : weights[id]));
  return criterionIds.some((id) => counting[id] > 0) ? counting : weights;
}

function priceOf([, , , , microUsdPerGpuHour]: ReferenceGpu): number | null {
  return microUsdPerGpuHour;
}

function boundsOf(gpus: readonly ReferenceGpu[], read: (gpu: ReferenceGpu) => number | null): Bounds | null {
  const known = gpus.flatMap((gpu) => read(gpu) ?? []);
  return known.length > 0 ? { min: Math.min(...known), max: Math.max(...known) } : null;
}

function ratioOf({ min, max }: Bounds): number {
  return max / min;
}

function separating(bounds: Bounds | null | undefined, span: number): CriterionScale | null {
  return bounds && bounds.max > bounds.min ? logScale(bounds, span) : null;
}

/** A log scale with the given bounds in its middle; a negative span makes less better. */
function logScale(bounds: Bounds, span: number): CriterionScale {
  const middle = (Math.log(bounds.min) + Math.log(bounds.max)) / 2;
  return { offset: 0.5 - middle / span, slope: 1 / span, least: 0, most: 1, ...bounds };
}

/** A linear scale whose bounds take the given share of 0..1, in its middle. */
function linearScale(bounds: Bounds, share: number): CriterionScale {
  const slope = share / (bounds.max - bounds.min);
  const offset = 0.5 - (slope * (bounds.min + bounds.max)) / 2;
  return { offset, slope, least: (1 - share) / 2, most: (1 + share) / 2, ...bounds };
}
