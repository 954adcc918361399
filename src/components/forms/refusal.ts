import { type FieldIssue, readFieldIssue } from "@/domain/field-issues";
import { type Reason, readReason } from "@/domain/reasons";

/** Why the server did not do what a form asked. */
export type Refusal = {
  /** Fields that the server refused; empty when the refusal is about something else. */
  issues: FieldIssue[];
  /** False when no answer came. */
  isAnswered: boolean;
  /** Null when no answer came, or for a reason that this version does not know. */
  reason: Reason | null;
  /** Finds the request in our log. */
  requestId: string | null;
};

/** Reads a failed call. Anything that is not an answer of ours, such as a lost connection, counts as no answer. */
export function refusalOf(error: unknown): Refusal {
  const details = isRecord(error) && isRecord(error.data) ? error.data : {};
  return {
    issues: Array.isArray(details.issues) ? details.issues.flatMap((one) => readFieldIssue(one) ?? []) : [],
    isAnswered: typeof details.code === "string",
    reason: readReason(details.reason),
    requestId: typeof details.requestId === "string" ? details.requestId : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
