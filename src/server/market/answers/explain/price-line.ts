import type { MicroUsd } from "@/domain/money";
import { holdingPrice, type PricedRow, scoreAtPrice, winningPrice } from "@/domain/ranking/winning-price";

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

export function priceLineOf(
  row: PricedRow,
  price: MicroUsd,
  rival: { score: number; price: MicroUsd },
  isFirst: boolean,
): PriceLine {
  const switchAt = isFirst ? holdingPrice(row, rival.score) : winningPrice(row, rival.score);
  const marks = [price, rival.price, ...(switchAt === null ? [] : [switchAt])];
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
