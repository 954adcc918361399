import type { z } from "zod";
import { type Coded, type ParameterTable, readCoded } from "./reasons";

/**
 * What may be wrong with one field, by stable code: the parameters that each one carries. The sentences, which say the way out,
 * stand in `src/locale/<language>/issues.json`.
 */
export const issueParameters = {
  not_understood: [],
  unknown_parameter: [],
  missing: [],
  not_an_option: ["options"],
  not_a_number: [],
  not_whole: [],
  too_small: ["least"],
  too_large: ["most"],
  too_long: ["most"],
  too_many: ["most"],
  out_of_range: ["least", "most"],
  column_unknown: [],
  country_form: [],
  flag_form: [],
  model_unknown: [],
  offer_id_form: [],
  offer_ids_form: ["most"],
  page_needs_limit: [],
  percents_bounds: [],
  percents_form: [],
  range_form: [],
  range_reversed: [],
  ratio_form: [],
  ratio_zero: [],
  tokens_bounds: [],
  tokens_form: [],
  weights_form: [],
  weights_repeated: [],
  weights_zero: [],
} as const satisfies ParameterTable;

export type IssueCode = keyof typeof issueParameters;
export type Issue = Coded<typeof issueParameters>;

/** One field that was refused and why. */
export type FieldIssue = { field: string } & Issue;

/**
 * The second argument of zod's `refine`, carrying a code where zod itself knows sentences only.
 *
 * @see issueOf
 */
export function refusal(issue: Issue): { params: { code: string; parameters: object } } {
  return { params: issue };
}

/** A refusal of zod as one of ours: of `refine` by its code, of zod's own checks by what they checked. */
export function issueOf(refused: z.core.$ZodIssue): Issue {
  switch (refused.code) {
    case "custom":
      return readCoded(issueParameters, refused.params) ?? notUnderstood;
    case "invalid_value":
      return { code: "not_an_option", parameters: { options: refused.values.map(String) } };
    case "too_small":
      return refused.origin === "number" || refused.origin === "int"
        ? { code: "too_small", parameters: { least: String(refused.minimum) } }
        : { code: "missing", parameters: {} };
    case "too_big":
      return tooBig(refused);
    default:
      return notUnderstood;
  }
}

/** Every field that a schema refused, by its path. */
export function fieldIssuesOf({ issues }: Pick<z.core.$ZodError, "issues">): FieldIssue[] {
  return issues.map((refused) => ({ field: refused.path.map(String).join("."), ...issueOf(refused) }));
}

const notUnderstood: Issue = { code: "not_understood", parameters: {} };

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Issue {
  const most = String(maximum);
  if (origin === "string") return { code: "too_long", parameters: { most } };
  if (origin === "array" || origin === "set") return { code: "too_many", parameters: { most } };
  return { code: "too_large", parameters: { most } };
}
