import { AppError } from "@/domain/errors";
import type { Direction } from "@/domain/topsis/topsis-columns";

/** Every list of columns or utilities is in this order. */
export const criterionIds = [
  "price",
  "vram",
  "throughput",
  "bandwidth",
  "availability",
  "reliability",
] as const;
export type CriterionId = (typeof criterionIds)[number];

/**
 * The figures of one offer, null = unknown: price in micro-USD per GPU-hour, VRAM in GiB per GPU, throughput in dense fp16 or
 * bf16 TFLOPS per GPU, memory bandwidth in GB/s, availability (available 1, limited 0.5, unavailable 0), reliability 0..1.
 */
export type CriterionValues = Record<CriterionId, number | null>;

/** Any numbers >= 0, not all zero; `normalizeWeights` scales them to sum 1. */
export type Weights = Record<CriterionId, number>;

/** `worst` and `best` are the ends of the reference domain, with utilities 0 and 1. */
export type CriterionSpec = {
  direction: Direction;
  scale: "log" | "linear";
  worst: number;
  best: number;
  missingUtility: number;
};

/**
 * The fixed reference domain of each criterion, against which every score is measured.
 *
 * It does not depend on the current offers, so an offer that appears or disappears never reorders the others (no rank reversal).
 * Offers beyond an end count alike. The ends lie outside today's market, with room for some years. Moving an end changes every
 * score ever shown, so it is a decision, not a setting.
 * Log scales are used where buyers think in ratios: $1 against $2 matters as much as $10 against $20.
 * An unknown figure is not 0: it counts as a quarter of the scale. So missing data never beats a good offer with data, and never
 * puts an offer last because its provider publishes nothing. Pages show the rule where it applies.
 */
export const criteria: Record<CriterionId, CriterionSpec> = {
  // Lists run from $0.03 (an old card, spot) to about $18 a GPU-hour.
  price: { direction: "cost", scale: "log", worst: 100_000_000, best: 10_000, missingUtility: 0.25 },
  // From cards with 8 GiB to accelerators with 288; 432 has been announced.
  vram: { direction: "benefit", scale: "log", worst: 4, best: 512, missingUtility: 0.25 },
  // From about 5 TFLOPS (P4, which computes in fp32) to about 2,500 (B300).
  throughput: { direction: "benefit", scale: "log", worst: 4, best: 8192, missingUtility: 0.25 },
  // From about 190 GB/s (P4) to 8,000 (B300); about 20,000 has been announced.
  bandwidth: { direction: "benefit", scale: "log", worst: 128, best: 32_768, missingUtility: 0.25 },
  // Unknown counts less than "limited" and more than "unavailable".
  availability: { direction: "benefit", scale: "linear", worst: 0, best: 1, missingUtility: 0.25 },
  // Below 0.9 a host is down for over two hours a day, and differences no longer matter. Most clouds publish nothing and get the
  // middle: no penalty against a marketplace that measures its hosts, and no credit for what nobody measured.
  reliability: { direction: "benefit", scale: "linear", worst: 0.9, best: 1, missingUtility: 0.5 },
};

export const workloadPresets = [
  "balanced",
  "training",
  "inference",
  "fine_tuning",
  "image_generation",
  "cheapest",
] as const;
export type WorkloadPreset = (typeof workloadPresets)[number];

/** Weights by workload, each with sum 1. Distances square them: a weight twice as large counts four times as much. */
export const presets: Record<WorkloadPreset, Weights> = {
  // Price first, then performance for the money, then availability and reliability.
  balanced: { price: 0.3, vram: 0.15, throughput: 0.2, bandwidth: 0.1, availability: 0.15, reliability: 0.1 },
  // Compute and VRAM limit long jobs, and a failed host costs hours.
  training: { price: 0.2, vram: 0.2, throughput: 0.3, bandwidth: 0.1, availability: 0.05, reliability: 0.15 },
  // Each token reads the weights from memory, so bandwidth determines the speed.
  inference: {
    price: 0.3,
    vram: 0.15,
    throughput: 0.1,
    bandwidth: 0.25,
    availability: 0.1,
    reliability: 0.1,
  },
  // Weights, gradients and adapters must fit; the job is short and can be repeated.
  fine_tuning: {
    price: 0.3,
    vram: 0.3,
    throughput: 0.2,
    bandwidth: 0.05,
    availability: 0.1,
    reliability: 0.05,
  },
  // Compute limits diffusion, and its models fit on small cards.
  image_generation: {
    price: 0.35,
    vram: 0.05,
    throughput: 0.35,
    bandwidth: 0.1,
    availability: 0.1,
    reliability: 0.05,
  },
  // Price decides; the other criteria only separate offers of about equal price.
  cheapest: {
    price: 0.8,
    vram: 0.04,
    throughput: 0.04,
    bandwidth: 0.04,
    availability: 0.04,
    reliability: 0.04,
  },
};

/**
 * How good a figure is on its own: 0 at the worst end of the criterion's domain or beyond, 1 at the best.
 *
 * Unknown (null) gets the criterion's `missingUtility`. On a log scale, 0 lies beyond the lower end.
 * @throws {AppError} INVALID_INPUT for a negative number or one that is not finite.
 */
export function utilityOf(criterion: CriterionId, value: number | null): number {
  const { scale, worst, best, missingUtility } = criteria[criterion];
  if (value === null) return missingUtility;
  if (!(value >= 0) || !Number.isFinite(value))
    throw new AppError("INVALID_INPUT", `${criterion}: not a number >= 0: ${value}`);
  const share =
    scale === "log" ? Math.log(value / worst) / Math.log(best / worst) : (value - worst) / (best - worst);
  return Math.min(Math.max(share, 0), 1);
}
