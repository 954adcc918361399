import { AppError } from "./errors";
import { divideMicroUsd, type MicroUsd, microUsd } from "./money";

const SECONDS_PER_HOUR = 3600;
/** Share cut from each end before the mean: one stray listing in ten does not move the index. */
const INDEX_TRIM = 0.1;

/** Prices of one GPU across the market at one moment, all in micro-USD per GPU-hour. */
export type MarketIndex = {
  median: MicroUsd;
  trimmedMean: MicroUsd;
  low: MicroUsd;
  high: MicroUsd;
  /** Prices behind the figures; the reader judges an index of two by it. */
  sources: number;
};

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

/**
 * Middle value, or the mean of the two middle ones; null for no values. Any order, input untouched.
 *
 * @throws {AppError} INVALID_INPUT when a value is not finite.
 */
export function median(values: readonly number[]): number | null {
  return meanOf(middle(ascending(values)));
}

/**
 * Mean without the lowest and highest `share` of the values (rounded down to whole values); null for no values.
 *
 * @param share cut from each end, 0 to just under 0.5.
 * @throws {AppError} INVALID_INPUT when the share is out of range or a value is not finite.
 */
export function trimmedMean(values: readonly number[], share: number): number | null {
  return meanOf(trimmed(ascending(values), share));
}

/**
 * Index of one GPU from one price per source; null when there is none.
 *
 * The caller gives comparable points: one GPU, one kind of rent, one point for a machine that is sold by two doors.
 * Median and mean (10 % cut from each end) are rounded half-even once.
 */
export function marketIndex(points: readonly { microUsdPerGpuHour: MicroUsd }[]): MarketIndex | null {
  const prices = ascending(points.map((point) => point.microUsdPerGpuHour));
  const [low, high] = [prices[0], prices.at(-1)];
  if (low === undefined || high === undefined) return null;
  return {
    median: meanPrice(middle(prices)),
    trimmedMean: meanPrice(trimmed(prices, INDEX_TRIM)),
    low: microUsd(low),
    high: microUsd(high),
    sources: prices.length,
  };
}

function ascending(values: readonly number[]): number[] {
  if (!values.every(Number.isFinite)) throw new AppError("INVALID_INPUT", "a value is not finite");
  return [...values].sort((a, b) => a - b);
}

/** One or two values: those in the middle of an ascending list. */
function middle(values: readonly number[]): number[] {
  const half = values.length / 2;
  return values.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
}

function trimmed(values: readonly number[], share: number): number[] {
  if (!(share >= 0 && share < 0.5)) throw new AppError("INVALID_INPUT", `cannot trim ${share} from each end`);
  const cut = Math.floor(values.length * share);
  return values.slice(cut, values.length - cut);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : total(values) / values.length;
}

function meanPrice(prices: readonly number[]): MicroUsd {
  return divideMicroUsd(microUsd(total(prices)), prices.length);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
