import type { z } from "zod";

type ParameterValue = string | number | readonly string[];

/** A refused field: what is wrong as a stable code, and the figures and names that its words need. */
export type FormIssue = {
  /** The path of the field, such as "address.country"; "" for the form as a whole. */
  field: string;
  code: string;
  parameters: Readonly<Record<string, ParameterValue>>;
};

type Meaning = Omit<FormIssue, "field">;

/**
 * What a schema says about a value, as a code with parameters. The schema must have been asked with `reportInput`.
 *
 * A schema's own rules carry their code: `refine(isCedula, { params: { code: "cedula_check_digit", parameters: {} } })`. An empty
 * field is "missing", whichever of zod's rules found it.
 */
export function formIssueOf(issue: z.core.$ZodIssue): FormIssue {
  return { field: issue.path.map(String).join("."), ...meaningOf(issue) };
}

function meaningOf(issue: z.core.$ZodIssue): Meaning {
  if (issue.code === "custom") return readMeaning(issue.params) ?? plain("not_understood");
  if (isEmpty(issue.input)) return plain("missing");
  switch (issue.code) {
    case "invalid_type":
      return typeMeaning(issue);
    case "too_small":
      return smallMeaning(issue);
    case "too_big":
      return bigMeaning(issue);
    case "invalid_format":
      return plain(knownFormats.has(issue.format) ? `${issue.format}_form` : "other_form");
    case "invalid_value":
      return valueMeaning(issue);
    default:
      return plain("not_understood");
  }
}

function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || input === "";
}

const knownFormats: ReadonlySet<string> = new Set(["email", "url", "date"]);

function typeMeaning({ expected }: z.core.$ZodIssueInvalidType): Meaning {
  if (expected === "int") return plain("not_whole");
  return plain(expected === "number" ? "not_a_number" : "not_understood");
}

function smallMeaning({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Meaning {
  const parameters = { least: String(minimum) };
  if (origin === "string") return minimum > 1 ? { code: "too_short", parameters } : plain("missing");
  if (origin === "array" || origin === "set") return { code: "too_few", parameters };
  return { code: inclusive === false ? "not_above" : "too_small", parameters };
}

function bigMeaning({ origin, maximum }: z.core.$ZodIssueTooBig): Meaning {
  const parameters = { most: String(maximum) };
  if (origin === "string") return { code: "too_long", parameters };
  if (origin === "array" || origin === "set") return { code: "too_many", parameters };
  return { code: "too_large", parameters };
}

/** `z.literal(true)` is a consent, `z.literal("words")` asks for exactly these words, anything else is a choice. */
function valueMeaning({ values }: z.core.$ZodIssueInvalidValue): Meaning {
  const [only] = values;
  if (values.length === 1 && only === true) return plain("not_consented");
  if (values.length === 1 && typeof only === "string")
    return { code: "exact_words", parameters: { words: only } };
  return { code: "not_an_option", parameters: { options: values.map(String) } };
}

/** A code with its parameters out of something untyped, such as a schema's own rule or an answer; null for anything else. */
export function readMeaning(given: unknown): Meaning | null {
  if (typeof given !== "object" || given === null || !("code" in given)) return null;
  if (typeof given.code !== "string") return null;
  const parameters = "parameters" in given && typeof given.parameters === "object" ? given.parameters : {};
  const known = Object.entries(parameters ?? {}).filter((entry): entry is [string, ParameterValue] =>
    isParameterValue(entry[1]),
  );
  return { code: given.code, parameters: Object.fromEntries(known) };
}

function isParameterValue(value: unknown): value is ParameterValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === "string");
  return typeof value === "string" || typeof value === "number";
}

function plain(code: string): Meaning {
  return { code, parameters: {} };
}
