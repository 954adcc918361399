import type { z } from "zod";
import { type Coded, type ParameterTable, readCoded } from "./reasons";

/**
 * What may be wrong with one field, by stable code: the parameters that each one carries. The sentences, which say the way out,
 * are in `src/locale/<language>/issues.json`.
 */
export const issueParameters = {
  not_understood: [],
  and_more: ["count"],
  unknown_parameter: [],
  missing: [],
  not_an_option: ["options"],
  not_a_number: [],
  not_whole: [],
  too_small: ["least"],
  not_above: ["least"],
  too_large: ["most"],
  too_short: ["least"],
  too_long: ["most"],
  too_few: ["least"],
  too_many: ["most"],
  out_of_range: ["least", "most"],
  amount_bounds: ["leastCents", "mostCents"],
  check_digit: [],
  column_unknown: [],
  country_form: [],
  date_form: [],
  email_form: [],
  email_taken: [],
  exact_words: ["words"],
  flag_form: [],
  model_or_size_form: [],
  model_size_unknown: [],
  model_unknown: [],
  not_consented: [],
  offer_id_form: [],
  offer_ids_form: ["most"],
  other_form: [],
  page_needs_limit: [],
  percents_bounds: [],
  percents_form: [],
  range_form: [],
  money_range_form: [],
  range_reversed: [],
  ratio_form: [],
  ratio_zero: [],
  tokens_bounds: [],
  tokens_form: [],
  url_form: [],
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

/**
 * A refusal of zod as one of ours: of `refine` by its code, of zod's own checks by what they checked.
 *
 * An empty field is "missing", whichever check found it. Only `reportInput` tells zod's issue what was given; without it, an absent
 * field is told by the check that it failed.
 */
export function issueOf(refused: z.core.$ZodIssue): Issue {
  if (refused.code === "custom") return readCoded(issueParameters, refused.params) ?? notUnderstood;
  if ("input" in refused && isEmpty(refused.input)) return missing;
  switch (refused.code) {
    case "invalid_type":
      return wrongType(refused);
    case "too_small":
      return tooSmall(refused);
    case "too_big":
      return tooBig(refused);
    case "invalid_format":
      return { code: formCodes.get(refused.format) ?? "other_form", parameters: {} };
    case "invalid_value":
      return wrongValue(refused);
    default:
      return notUnderstood;
  }
}

const MOST_NAMED = 20;
const LONGEST_NAME = 80;

/**
 * The first refusals, and how many more there are: a request can be wrong a thousand times, and its answer repeats the names that
 * it gave.
 */
export function firstIssues(issues: readonly FieldIssue[]): FieldIssue[] {
  const named = issues
    .slice(0, MOST_NAMED)
    .map((issue) => (issue.field.length <= LONGEST_NAME ? issue : { ...issue, field: cut(issue.field) }));
  const rest = issues.length - named.length;
  return rest === 0 ? named : [...named, { field: "", code: "and_more", parameters: { count: rest } }];
}

function cut(name: string): string {
  return `${name.slice(0, LONGEST_NAME)}…`;
}

/** Every field that a schema refused, by its path, such as "address.country"; "" is the whole. */
export function fieldIssuesOf({ issues }: Pick<z.core.$ZodError, "issues">): FieldIssue[] {
  return issues.map((refused) => ({ field: refused.path.map(String).join("."), ...issueOf(refused) }));
}

/** An issue read back from an answer; a code that this version does not know is "not understood". Null for anything else. */
export function readFieldIssue(given: unknown): FieldIssue | null {
  if (typeof given !== "object" || given === null || !("field" in given) || !("code" in given)) return null;
  const { field, code } = given;
  if (typeof field !== "string" || typeof code !== "string") return null;
  return { field, ...(readCoded(issueParameters, given) ?? notUnderstood) };
}

const missing: Issue = { code: "missing", parameters: {} };
const notUnderstood: Issue = { code: "not_understood", parameters: {} };

const formCodes: ReadonlyMap<string, "date_form" | "email_form" | "url_form"> = new Map([
  ["date", "date_form"],
  ["email", "email_form"],
  ["url", "url_form"],
]);

function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || input === "";
}

function wrongType({ expected }: z.core.$ZodIssueInvalidType): Issue {
  if (expected === "int") return { code: "not_whole", parameters: {} };
  return expected === "number" ? { code: "not_a_number", parameters: {} } : notUnderstood;
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Issue {
  const parameters = { least: String(minimum) };
  if (origin === "string") return minimum > 1 ? { code: "too_short", parameters } : missing;
  if (isCounted(origin)) return minimum > 1 ? { code: "too_few", parameters } : missing;
  return { code: inclusive === false ? "not_above" : "too_small", parameters };
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Issue {
  const parameters = { most: String(maximum) };
  if (origin === "string") return { code: "too_long", parameters };
  return { code: isCounted(origin) ? "too_many" : "too_large", parameters };
}

function isCounted(origin: string): boolean {
  return origin === "array" || origin === "set";
}

/** `z.literal(true)` is a consent, `z.literal("words")` asks for exactly these words, anything else is a choice. */
function wrongValue({ values }: z.core.$ZodIssueInvalidValue): Issue {
  const [only] = values;
  if (values.length === 1 && only === true) return { code: "not_consented", parameters: {} };
  if (values.length === 1 && typeof only === "string")
    return { code: "exact_words", parameters: { words: only } };
  return { code: "not_an_option", parameters: { options: values.map(String) } };
}
