import { type CriterionId, criterionIds } from "@/domain/ranking/ranking-criteria";
import { wholeParts } from "@/domain/whole-parts";

const TENTHS_OF_POINTS = 1000;
/** The least part of a score that is shown as more than 0. */
export const LEAST_SHOWN = 1 / TENTHS_OF_POINTS;

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

type NamedCauses = {
  causes: CriterionId[];
  others: CriterionId[];
  /** Whether nothing else counts on the side of the causes, not even what is too small to be shown. */
  isAll: boolean;
};

/**
 * The criteria that put an offer ahead or behind, and those that count on the other side, the heaviest first: only those whose
 * points are shown as more than 0. Where no cause is shown, the heaviest is named alone.
 */
export function namedCauses(
  parts: readonly number[],
  score: number,
  otherScore: number,
  isAhead: boolean,
): NamedCauses {
  const shown = roundedParts(parts, score, otherScore);
  const counts = criterionIds.map((id, index) => ({
    id,
    part: (isAhead ? 1 : -1) * (parts[index] ?? 0),
    isShown: shown[index] !== 0,
  }));
  const exact = counts.filter(({ part }) => part > 0).sort((a, b) => b.part - a.part);
  const causes = exact.filter(({ isShown }) => isShown);
  const named = causes.length > 0 ? causes : exact.slice(0, 1);
  const others = counts.filter(({ part, isShown }) => part < 0 && isShown).sort((a, b) => a.part - b.part);
  return {
    causes: named.map(({ id }) => id),
    others: others.map(({ id }) => id),
    isAll: named.length === exact.length,
  };
}
