import { z } from "zod";
import { type FieldIssue, type Issue, issueOf, refusal } from "./field-issues";
import { type MicroUsd, parseMicroUsd, writeUsd } from "./money";

/** As a page gets them; a name given twice comes as a list. */
export type SearchParameters = Record<string, string | string[] | undefined>;

/** A closed range; null = open on that side. */
export type Range = { min: number | null; max: number | null };

/** In a filter of words and as the key of a group: what the provider does not state. */
export const UNKNOWN = "unknown";

export const openRange: Range = { min: null, max: null };

/** A range of amounts: whole micro-USD, so that no bound is ever a binary fraction. Written and read in USD. */
export type MoneyRange = { min: MicroUsd | null; max: MicroUsd | null };

export const openMoneyRange: MoneyRange = { min: null, max: null };

/** What {@link readFields} makes of fields; a field that was absent or refused is absent. */
export type FieldsRead<Fields extends Record<string, z.ZodType>> = {
  [Field in keyof Fields]?: z.output<Fields[Field]>;
};

/**
 * Reads parameters by one schema each. Never throws: a value that cannot be understood is left out and named in `issues`, and so
 * is a name that `fields` does not have. A parameter given twice is joined by a comma; an empty one counts as absent.
 *
 * @param others names that another reader takes.
 */
export function readFields<Fields extends Record<string, z.ZodType>>(
  fields: Fields,
  parameters: SearchParameters,
  others: readonly string[] = [],
): { read: FieldsRead<Fields>; issues: FieldIssue[] } {
  const read: FieldsRead<Fields> = {};
  const issues: FieldIssue[] = [];
  for (const [field, given] of Object.entries(parameters)) {
    // Half of a character cannot be written into an address, so it is read as it would be written.
    const text = (Array.isArray(given) ? given.join(",") : given)?.replace(/\p{Surrogate}/gu, "\uFFFD");
    if (text === undefined || text === "" || others.includes(field)) continue;
    const result = Object.hasOwn(fields, field) ? fields[field]?.safeParse(text) : undefined;
    if (!result) issues.push({ field, code: "unknown_parameter", parameters: {} });
    else if (result.success) Object.assign(read, { [field]: result.data });
    else issues.push(firstIssue(field, result.error));
  }
  return { read, issues };
}

function firstIssue(field: string, { issues: [first] }: z.ZodError): FieldIssue {
  return { field, ...(first ? issueOf(first) : { code: "not_understood", parameters: {} }) };
}

/** Text of one form. A check by `z.regex` could not say by code what is wrong. */
export function textOf(pattern: RegExp, issue: Issue) {
  return z
    .string()
    .refine((text) => pattern.test(text), refusal(issue))
    .meta({ pattern: pattern.source });
}

const name = z.string().trim().min(1).max(80);
/** "runpod,vastai" */
export const names = z
  .string()
  .max(2000)
  .transform((text) =>
    text
      .split(",")
      .map((item) => readListed(item.trim()))
      .filter(Boolean),
  )
  .pipe(z.array(name).max(60));

/** The inverse of {@link names}. */
export function writeNames(items: readonly string[]): string {
  return items.map(writeListed).join(",");
}

/** A region may be called "Texas, US": inside a list its comma is written %2C, and a percent sign %25. */
function writeListed(item: string): string {
  return item.replaceAll("%", "%25").replaceAll(",", "%2C");
}

function readListed(text: string): string {
  return text.replace(/%2C/gi, ",").replaceAll("%25", "%");
}

const RANGE_DECIMALS = 6;
/** Digits are counted in the pattern, so that no text can make it try twice. */
const rangePattern =
  /^(?:\d{1,9}(?:\.\d{1,6})?(?:\.\.(?:\d{1,9}(?:\.\d{1,6})?)?)?|\.\.\d{1,9}(?:\.\d{1,6})?)$/;

/** "24..80", "24..", "..80", or "24" for exactly that. */
export const range = rangeOf(Number, "range_form");

/** {@link range} in USD, such as "0.5..4.19". Nine digits and six decimals are a safe number of micro-USD. */
export const moneyRange = rangeOf(parseMicroUsd, "money_range_form");

function rangeOf<Bound extends number>(
  read: (digits: string) => Bound,
  code: "range_form" | "money_range_form",
) {
  return textOf(rangePattern, { code, parameters: {} })
    .transform((text): { min: Bound | null; max: Bound | null } => {
      const [low = "", high = low] = text.split("..");
      return { min: low === "" ? null : read(low), max: high === "" ? null : read(high) };
    })
    .refine(
      ({ min, max }) => min === null || max === null || min <= max,
      refusal({ code: "range_reversed", parameters: {} }),
    );
}

/** The inverse of {@link range}, to the decimals that it reads: a third is 0.333333. Nothing for an open one. */
export function writeRange({ min, max }: Range): string {
  return joinRange(min === null ? "" : decimal(min), max === null ? "" : decimal(max));
}

function decimal(value: number): string {
  return value.toFixed(RANGE_DECIMALS).replace(/\.?0+$/, "");
}

/** The inverse of {@link moneyRange}; nothing for an open one. */
export function writeMoneyRange({ min, max }: MoneyRange): string {
  return joinRange(min === null ? "" : writeUsd(min), max === null ? "" : writeUsd(max));
}

/** A range as text from its two ends as text; an end without text is open. */
export function joinRange(min: string, max: string): string {
  return min === "" && max === "" ? "" : `${min}..${max}`;
}

/** "price" rises, "-price" falls. */
export function sortBy<const Key extends string>(keys: readonly Key[]) {
  return z.enum(keys.flatMap((key) => [key, `-${key}` as const])).transform((text) => ({
    // The enumeration lets nothing else through.
    sort: keys.find((key) => text === key || text === `-${key}`) as Key,
    descending: text.startsWith("-"),
  }));
}

/** The inverse of {@link sortBy}. */
export function writeSort({ sort, descending }: { sort: string; descending: boolean }): string {
  return descending ? `-${sort}` : sort;
}
