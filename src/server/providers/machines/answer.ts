import type { z } from "zod";
import type { LaunchOrder, Machine, MachineFault, MachineResult } from "@/domain/pod/machine";
import { parseBoundedJson } from "@/server/http/json";
import { ProviderError } from "@/server/http/provider-error";
import { visible } from "../row-report";
import type { MachineAnswer } from "./contract";

export function done<Value>(value: Value): MachineResult<Value> {
  return { ok: true, value };
}

/** A machine when the launch has returned only its id; `get` tells the rest. */
export function accepted(id: string, { mark, offer }: LaunchOrder): Machine {
  return {
    id,
    mark,
    state: "pending",
    providerState: "accepted",
    region: offer.region,
    publicAddress: null,
    sshPort: null,
    endpointUrl: null,
    microUsdPerHour: null,
    createdAt: null,
  };
}

/** Every result but a success. */
export type Refused = Extract<MachineResult<never>, { ok: false }>;

/** A refusal or a doubt, in words that are safe for a report. */
export function refused(fault: MachineFault, words: string, retryAfterMs: number | null = null): Refused {
  const providerText = visible(words);
  return fault === "unknown_outcome" || fault === "not_sent"
    ? { ok: false, fault, providerText, retryAfterMs }
    : { ok: false, fault, providerText };
}

/**
 * A refusal about one machine, for APIs that answer 404 to the wrong account as well. "gone" ends a rent, so this first reads
 * something else of the account.
 *
 * @param askAccount returns null if the account can be read, else why it cannot.
 */
export async function goneOnlyIf(askAccount: () => Promise<Refused | null>, told: Refused): Promise<Refused> {
  if (told.fault !== "gone") return told;
  const hindrance = await askAccount();
  if (hindrance === null) return told;
  return hindrance.fault === "gone" ? refused("invalid", hindrance.providerText) : hindrance;
}

export function isSuccess({ status }: MachineAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The body of an answer for people: shortened, and without characters that a terminal or a page would act on. */
export function textOf({ status, text }: MachineAnswer): string {
  return visible(text.trim() === "" ? `HTTP ${status}` : `HTTP ${status}: ${text.trim()}`);
}

/** Null for a text that is not JSON. */
export function jsonOrNull(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch {
    return null;
  }
}

/** Whether the answer says that its body is JSON, as every JSON API does and hardly any page of a proxy. */
export function saysJson({ headers }: Pick<MachineAnswer, "headers">): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(headers["content-type"] ?? "");
}

/**
 * The body of a successful answer, checked against its schema.
 *
 * @throws {ProviderError} bad_response for another media type or another body. After an order it means an unknown outcome.
 */
export function readAnswer<Value>(slug: string, schema: z.ZodType<Value>, answer: MachineAnswer): Value {
  if (!saysJson(answer)) throw new ProviderError("bad_response", `${slug}: not JSON: ${textOf(answer)}`);
  return readBody(slug, schema, answer.json);
}

/** As {@link readAnswer}, for a body that a vendor's library has parsed. */
export function readBody<Value>(slug: string, schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || "answer";
  throw new ProviderError("bad_response", `${slug}: ${field}: ${issue?.message ?? "not as documented"}`);
}

/**
 * Accepts an answer that is documented to have no body, and no other: a login page has a status of success too.
 *
 * @param status the documented one; most APIs have 204.
 * @throws {ProviderError} bad_response for any other success.
 */
export function readNothing(slug: string, answer: MachineAnswer, status = 204): MachineResult<null> {
  if (answer.status === status && answer.text.trim() === "") return done(null);
  throw new ProviderError("bad_response", `${slug}: not the documented answer: ${textOf(answer)}`);
}
