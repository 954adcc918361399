import { wholeParts } from "@/domain/whole-parts";

const TENTHS_OF_POINTS = 1000;

/** A score or a part of one, 0..1, in whole tenths of a point out of 100. */
export function tenthsOf(share: number): number {
  // A tiny negative share rounds to -0, which would be printed with its sign.
  return Math.round(share * TENTHS_OF_POINTS) + 0;
}

/** Parts of a difference in whole tenths of a point, which add up to the difference of the two scores as they are shown. */
export function roundedParts(parts: readonly number[], score: number, otherScore: number): number[] {
  return wholeParts(
    parts.map((part) => part * TENTHS_OF_POINTS),
    tenthsOf(score) - tenthsOf(otherScore),
  );
}

/** The difference of two scores as they are shown, 0..1. */
export function shownGap(score: number, otherScore: number): number {
  return Math.abs(tenthsOf(score) - tenthsOf(otherScore)) / TENTHS_OF_POINTS;
}
