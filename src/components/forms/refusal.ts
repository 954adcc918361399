import { type FormIssue, readMeaning } from "./issue";

/** Why the server did not do what a form asked. */
export type Refusal = {
  /** Fields that the server refused; empty when the refusal is about something else. */
  issues: FormIssue[];
  /** The error's code, such as "CONFLICT"; null when no answer came. */
  code: string | null;
  /** Finds the request in our log. */
  requestId: string | null;
};

/** Reads a failed call. Anything that is not an answer of ours, such as a lost connection, is a refusal without a code. */
export function refusalOf(error: unknown): Refusal {
  const details = isRecord(error) && isRecord(error.data) ? error.data : {};
  return {
    issues: Array.isArray(details.issues) ? details.issues.flatMap(readIssue) : [],
    code: typeof details.code === "string" ? details.code : null,
    requestId: typeof details.requestId === "string" ? details.requestId : null,
  };
}

function readIssue(value: unknown): FormIssue[] {
  const meaning = readMeaning(value);
  return meaning && isRecord(value) && typeof value.field === "string"
    ? [{ field: value.field, ...meaning }]
    : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
