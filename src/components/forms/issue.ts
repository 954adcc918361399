import type { z } from "zod";

/** A refused field: what is wrong as a code, and the figures that its words need. */
export type FormIssue = {
  /** The path of the field, such as "address.country"; "" for the form as a whole. */
  field: string;
  code: string;
  parameters: Readonly<Record<string, string | number>>;
};

type Meaning = Omit<FormIssue, "field">;

/**
 * What a schema says about a value, as a code with parameters.
 *
 * A schema's own rules name their code in `params`: `refine(isCedula, { params: { code: "cedula_check_digit" } })`. A field that is
 * empty is "required", whichever rule found it.
 */
export function formIssueOf(issue: z.core.$ZodIssue): FormIssue {
  return { field: issue.path.join("."), ...meaningOf(issue) };
}

function meaningOf(issue: z.core.$ZodIssue): Meaning {
  switch (issue.code) {
    case "invalid_type":
      return typeMeaning(issue);
    case "too_small":
      return smallMeaning(issue);
    case "too_big":
      return bigMeaning(issue);
    case "invalid_format":
      return plain(knownFormats.has(issue.format) ? issue.format : "format");
    case "invalid_value":
      return valueMeaning(issue);
    case "custom":
      return customMeaning(issue.params);
    default:
      return plain("invalid");
  }
}

const knownFormats: ReadonlySet<string> = new Set(["email", "url", "date"]);

function typeMeaning({ expected, input }: z.core.$ZodIssueInvalidType): Meaning {
  if (input === undefined || input === null || input === "") return plain("required");
  if (expected === "int") return plain("whole");
  return plain(expected === "number" ? "number" : "invalid");
}

function smallMeaning({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Meaning {
  const least = Number(minimum);
  if (origin === "string")
    return least <= 1 ? plain("required") : { code: "too_short", parameters: { least } };
  if (origin === "array" || origin === "set") return { code: "too_few", parameters: { least } };
  return { code: inclusive === false ? "too_small_exclusive" : "too_small", parameters: { least } };
}

function bigMeaning({ origin, maximum }: z.core.$ZodIssueTooBig): Meaning {
  const most = Number(maximum);
  if (origin === "string") return { code: "too_long", parameters: { most } };
  if (origin === "array" || origin === "set") return { code: "too_many", parameters: { most } };
  return { code: "too_large", parameters: { most } };
}

/** `z.literal(true)` is a consent, `z.literal("words")` asks for exactly these words, anything else is a choice. */
function valueMeaning({ values, input }: z.core.$ZodIssueInvalidValue): Meaning {
  const [only] = values;
  if (values.length === 1 && only === true) return plain("consent");
  if (input === undefined || input === null || input === "") return plain("required");
  if (values.length === 1 && typeof only === "string")
    return { code: "exact_words", parameters: { words: only } };
  return plain("choice");
}

function customMeaning(params: Record<string, unknown> | undefined): Meaning {
  if (typeof params?.code !== "string") return plain("invalid");
  const parameters = Object.fromEntries(
    Object.entries(params).filter(
      (entry): entry is [string, string | number] =>
        entry[0] !== "code" && (typeof entry[1] === "string" || typeof entry[1] === "number"),
    ),
  );
  return { code: params.code, parameters };
}

function plain(code: string): Meaning {
  return { code, parameters: {} };
}
