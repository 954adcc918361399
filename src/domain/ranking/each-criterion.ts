import { type CriterionId, criterionIds } from "./ranking-criteria";

/** A record with one value per criterion. The cast is safe because every id is visited. */
export function eachCriterion<Value>(
  make: (id: CriterionId, index: number) => Value,
): Record<CriterionId, Value> {
  return Object.fromEntries(criterionIds.map((id, index) => [id, make(id, index)])) as Record<
    CriterionId,
    Value
  >;
}
