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

/**
 * Whether more of a criterion is better, and the scale on which buyers compare it: ratios (log) where $1 against $2 matters as much
 * as $10 against $20, differences (linear) for shares.
 */
export const criteria: Record<CriterionId, { direction: Direction; scale: "log" | "linear" }> = {
  price: { direction: "cost", scale: "log" },
  vram: { direction: "benefit", scale: "log" },
  throughput: { direction: "benefit", scale: "log" },
  bandwidth: { direction: "benefit", scale: "log" },
  availability: { direction: "benefit", scale: "linear" },
  reliability: { direction: "benefit", scale: "linear" },
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

/**
 * Weights by workload, each with sum 1. Distances square them: a weight twice as large counts four times as much.
 *
 * Availability weighs at most a fifth of price: then the same machine at half the price with unknown stock comes before the one
 * at the full price in stock, in every question (`ranking-guarantees.test.ts`).
 */
export const presets: Record<WorkloadPreset, Weights> = {
  // Price first, then performance for the money, then reliability and availability.
  balanced: {
    price: 0.38,
    vram: 0.15,
    throughput: 0.2,
    bandwidth: 0.1,
    availability: 0.07,
    reliability: 0.1,
  },
  // Compute and VRAM limit long jobs, and a failed host costs hours.
  training: { price: 0.25, vram: 0.2, throughput: 0.3, bandwidth: 0.1, availability: 0.05, reliability: 0.1 },
  // Each token reads the weights from memory, so bandwidth determines the speed.
  inference: {
    price: 0.35,
    vram: 0.13,
    throughput: 0.1,
    bandwidth: 0.25,
    availability: 0.07,
    reliability: 0.1,
  },
  // Weights, gradients and adapters must fit; the job is short and can be repeated.
  fine_tuning: {
    price: 0.36,
    vram: 0.28,
    throughput: 0.2,
    bandwidth: 0.05,
    availability: 0.06,
    reliability: 0.05,
  },
  // Compute limits diffusion, and its models fit on small cards.
  image_generation: {
    price: 0.38,
    vram: 0.05,
    throughput: 0.35,
    bandwidth: 0.1,
    availability: 0.07,
    reliability: 0.05,
  },
  // Price decides: equal machines are in the order of their prices, and only a better machine can cost more.
  cheapest: { price: 0.85, vram: 0.05, throughput: 0.05, bandwidth: 0.05, availability: 0, reliability: 0 },
};
