import { divideMicroUsd, type MicroUsd } from "./money";

const SECONDS_PER_HOUR = 3600;

/**
 * Price of a peak TFLOP for an hour, rounded half-even.
 *
 * @param price micro-USD per GPU-hour.
 * @param tflops dense peak of one GPU in the precision asked for; the caller names the precision beside the figure.
 * @throws {AppError} INVALID_INPUT when tflops is not positive and finite: an unknown benchmark has no cost, not an endless one.
 */
export function microUsdPerTflopHour(price: MicroUsd, tflops: number): MicroUsd {
  return divideMicroUsd(price, tflops);
}

/**
 * Price of a million tokens made on a rented GPU, rounded half-even.
 *
 * @param pricePerGpuHour micro-USD per GPU-hour.
 * @param tokensPerSecond measured throughput of one GPU, busy all the time; idle time makes real tokens dearer.
 * @throws {AppError} INVALID_INPUT when the rate is not positive and finite.
 */
export function microUsdPerMillionTokens(pricePerGpuHour: MicroUsd, tokensPerSecond: number): MicroUsd {
  const millionTokensPerHour = (tokensPerSecond * SECONDS_PER_HOUR) / 1_000_000;
  return divideMicroUsd(pricePerGpuHour, millionTokensPerHour);
}
