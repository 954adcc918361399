import { z } from "zod";
import { refusal } from "@/domain/field-issues";
import { type CriterionId, criterionIds } from "./ranking-criteria";

const weightPattern = /^[a-z]{1,20}:\d{1,4}(?:\.\d{1,6})?$/;
/**
 * "price:60,vram:40": a weight per criterion, those left out zero. Each criterion at most once, and one above zero.
 */
export const weightsField = z
  .string()
  .max(300)
  .transform((text) => text.split(","))
  .refine(
    (parts) => parts.every((part) => weightPattern.test(part)),
    refusal({ code: "weights_form", parameters: {} }),
  )
  .transform((parts) => parts.map((part) => part.split(":", 2)))
  .refine(
    (pairs) => new Set(pairs.map(([id]) => id)).size === pairs.length,
    refusal({ code: "weights_repeated", parameters: {} }),
  )
  .refine(
    (pairs) => pairs.every(([id]) => criterionIds.some((known) => known === id)),
    refusal({ code: "not_an_option", parameters: { options: criterionIds } }),
  )
  .transform((pairs) => {
    const given = new Map(pairs.map(([id, weight]) => [id, Number(weight)]));
    // One entry per criterion, so the record is whole.
    return Object.fromEntries(criterionIds.map((id) => [id, given.get(id) ?? 0])) as Record<
      CriterionId,
      number
    >;
  })
  .refine(
    (given) => Object.values(given).some((value) => value > 0),
    refusal({ code: "weights_zero", parameters: {} }),
  );
