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

export type Refused = { ok: false; fault: MachineFault; providerText: string };

/** A refusal in the provider's own words, made safe for a report. */
export function refused(fault: MachineFault, providerText: string): Refused {
  return { ok: false, fault, providerText: visible(providerText) };
}

/**
 * A refusal about one machine, for APIs that answer 404 for a mistyped account as well. "gone" ends a rent, so this first reads
 * something else of the account.
 *
 * @param askAccount returns null if the account can be read, else why it cannot.
 */
export async function goneOnlyIf(askAccount: () => Promise<Refused | null>, told: Refused): Promise<Refused> {
  if (told.fault !== "gone") return told;
  const hindrance = await askAccount();
  if (hindrance === null) return told;
  return hindrance.fault === "gone" ? { ...hindrance, fault: "invalid" } : hindrance;
}

export function isSuccess({ status }: MachineAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The body of an answer for people: shortened, and without characters that a terminal or a page would act on. */
export function textOf({ status, text }: MachineAnswer): string {
  return visible(text.trim() === "" ? `HTTP ${status}` : `HTTP ${status}: ${text.trim()}`);
}

/** What a refusal means by its status. The provider's own codes take precedence. After a 5xx nobody knows what was done. */
export function faultOfStatus(status: number): MachineFault {
  if (status === 401 || status === 403) return "auth";
  if (status === 402) return "no_balance";
  if (status === 404 || status === 410) return "gone";
  return status >= 500 ? "unknown_outcome" : "invalid";
}

/** Null for a text that is not JSON. */
export function jsonOrNull(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch {
    return null;
  }
}

/**
 * The body of a successful answer, checked against its schema.
 *
 * @throws {ProviderError} bad_response, which after a launch rightly means an unknown outcome.
 */
export function readAnswer<Value>(slug: string, schema: z.ZodType<Value>, { json }: MachineAnswer): Value {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || "answer";
  throw new ProviderError("bad_response", `${slug}: ${field}: ${issue?.message ?? "not as documented"}`);
}
