import type { MicroUsd } from "@/domain/money";
import {
  type PricedRow,
  scoreAtPrice,
  type ToBeat,
  winningPrice,
} from "@/domain/ranking/explanation/winning-price";

const POINTS = 40;

/** How an offer's score follows its price, all else equal, against the score of the best other offer. */
export type PriceLine = {
  /**
   * For an offer that is not first: the highest price per GPU-hour at which it would be. For the first: the highest at which it stays
   * first. Null if no price does.
   */
  switchMicroUsdPerGpuHour: MicroUsd | null;
  rivalScore: number;
  /** From cheap to dear, evenly in ratios. */
  points: { microUsdPerGpuHour: number; score: number }[];
};

export function priceLineOf(row: PricedRow, price: MicroUsd, rival: ToBeat): PriceLine {
  const switchAt = winningPrice(row, rival);
  const marks = [price, rival.microUsdPerGpuHour, ...(switchAt === null ? [] : [switchAt])];
  const [low, high] = [Math.min(...marks) / 1.3, Math.max(...marks) * 1.3];
  return {
    switchMicroUsdPerGpuHour: switchAt,
    rivalScore: rival.score,
    points: Array.from({ length: POINTS + 1 }, (_, step) => {
      const microUsdPerGpuHour = low * (high / low) ** (step / POINTS);
      return { microUsdPerGpuHour, score: scoreAtPrice(row, microUsdPerGpuHour) };
    }),
  };
}
