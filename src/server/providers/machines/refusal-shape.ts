import type { z } from "zod";
import type { Doubt, Refusal } from "@/domain/pod/machine";
import { ProviderError, parseRetryAfter } from "@/server/http/provider-error";
import { type Refused, refused, saysJson, textOf } from "./answer";
import type { MachineAnswer } from "./contract";

/** What a documented code means. `unknown_outcome`: it says that an earlier order was carried out, or leaves the matter open. */
export type Meaning = Refusal | Exclude<Doubt, "not_sent">;

/** How a provider words its refusals, as it documents them. Nothing else is a refusal. */
export type RefusalShape<Body> = {
  slug: string;
  /** Where this shape is documented or was recorded, and when it was read. */
  source: string;
  /** The body of a refusal: JSON, with the provider's own fields. */
  body: z.ZodType<Body>;
  /** `meaning`: of the provider's own code; null for a code without a known meaning, and for APIs without codes. */
  read(body: Body, answer: MachineAnswer): { meaning: Meaning | null; words: string };
  /** What the status alone means once the body has the provider's shape and its code has no meaning. */
  byStatus: Readonly<Record<number, Meaning>>;
  /** Codes that are documented to refuse even under a status that says nothing (429, 5xx), with that status. */
  despite?: readonly number[];
};

/** For APIs whose codes tell a missing machine from other things that are missing. */
export const statusesBesideCodes: Readonly<Record<number, Refusal>> = {
  400: "invalid",
  401: "auth",
  402: "no_balance",
  403: "auth",
  422: "invalid",
};

/** For APIs without codes. */
export const statusesWithoutCodes: Readonly<Record<number, Refusal>> = {
  ...statusesBesideCodes,
  404: "gone",
  410: "gone",
};

/**
 * Reads the provider's refusals.
 *
 * @returns a function from an answer to the refusal in it. It throws {@link doubtful} for every answer that is not a refusal in the
 *   provider's own shape: a page of a proxy, another server's JSON, a status after which nobody knows what was done.
 */
export function refusalsOf<Body>(shape: RefusalShape<Body>): (answer: MachineAnswer) => Refused {
  return (answer) => {
    const parsed = saysJson(answer) ? shape.body.safeParse(answer.json) : null;
    if (!parsed?.success) throw doubtful(shape.slug, answer);
    const { meaning, words } = shape.read(parsed.data, answer);
    const told = meaningUnder(shape, answer.status, meaning);
    if (told === null) throw doubtful(shape.slug, answer);
    return refused(told, words);
  };
}

function meaningUnder(
  { byStatus, despite = [] }: Pick<RefusalShape<never>, "byStatus" | "despite">,
  status: number,
  meaning: Meaning | null,
): Meaning | null {
  if (saysNothing(status)) return despite.includes(status) ? meaning : null;
  return meaning ?? byStatus[status] ?? null;
}

/** Sent by proxies and overloaded servers, before or after the request was carried out. */
function saysNothing(status: number): boolean {
  return [408, 425, 429, 499].includes(status) || status >= 500;
}

/** The error for an answer that says neither what was done nor that nothing was done. */
export function doubtful(slug: string, answer: MachineAnswer): ProviderError {
  const { status, headers } = answer;
  const date = new Date(headers.date ?? "");
  // Measured against the provider's own clock.
  const retryAfterMs = parseRetryAfter(headers["retry-after"], date);
  return new ProviderError(kindOf(status), `${slug}: not an answer of its API: ${textOf(answer)}`, {
    status,
    retryAfterMs,
  });
}

function kindOf(status: number): ProviderError["kind"] {
  if (status === 429) return "rate_limit";
  if (status === 408) return "timeout";
  return status >= 500 ? "unavailable" : "bad_response";
}
