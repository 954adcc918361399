import { divideMicroUsd, type MicroUsd } from "@/domain/money";

/**
 * Price of one peak TFLOPS for an hour, rounded half-even.
 *
 * @param price micro-USD per GPU-hour.
 * @param tflops dense peak of one GPU in the requested precision; the caller shows the precision beside the figure.
 * @throws {AppError} INVALID_INPUT when tflops is not positive and finite: an unknown benchmark has no cost, not an infinite one.
 */
export function microUsdPerTflopHour(price: MicroUsd, tflops: number): MicroUsd {
  return divideMicroUsd(price, tflops);
}
