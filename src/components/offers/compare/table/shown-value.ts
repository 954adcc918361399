import { shownPriceDecimals, shownShare } from "@/domain/offer/shown-bounds";
import type { FigureId } from "./figures";

/** A figure as it is shown, so that a distance printed beside two of them is the distance of what is printed. */
export function shownValue(id: FigureId, value: number): number {
  switch (id) {
    case "pricePerTflop":
    case "pricePerGibHour":
      return Number(value.toPrecision(3));
    case "pricePerGpu":
    case "pricePerMachine":
    case "pricePerMonth":
    case "egress":
    case "diskPrice":
      return rounded(value / 1_000_000, shownPriceDecimals(value));
    case "reliability":
      return shownShare(value, 3);
    case "score":
    case "gpuCount":
      return rounded(value, 3);
    default:
      return rounded(value, 1);
  }
}

/** How far a value is from the best as both are shown, as a fraction; their real distance where they are shown alike. */
export function shownDistance(id: FigureId, value: number, best: number): number {
  const [shown, shownBest] = [shownValue(id, value), shownValue(id, best)];
  return shown === shownBest || shownBest === 0 ? value / best - 1 : shown / shownBest - 1;
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
