import { z } from "zod";
import type { MachineResult } from "@/domain/pod/machine";
import { isProviderError } from "@/server/http/provider-error";
import { done, isSuccess, refused, saysJson } from "../machines/answer";
import { faultOfReasons, type GoogleCall } from "./client";

/** Google holds the answer for two minutes at most; a lack of capacity shows within half a minute. */
const PATIENCE_MS = 45_000;

export const operation = z.object({
  name: z.string().regex(/^[\w.-]+$/),
  status: z.string(),
  error: z
    .object({ errors: z.array(z.object({ code: z.string(), message: z.string().nullish() })).nullish() })
    .nullish(),
});
export type Operation = z.infer<typeof operation>;

/**
 * Waits for an accepted operation with one long poll, without a clock of its own.
 *
 * @param zonePath path of the operation's zone.
 * @returns done also if the operation continues or its state is unknown: it was accepted, and only its error changes that.
 */
export async function settle(
  call: GoogleCall,
  zonePath: string,
  accepted: Operation,
): Promise<MachineResult<null>> {
  const settled = accepted.status === "DONE" ? accepted : await waitFor(call, zonePath, accepted.name);
  return refusalIn(settled) ?? done(null);
}

/** Why an operation failed; null if it has not. */
export function refusalIn({ error }: Pick<Operation, "error">): ReturnType<typeof refused> | null {
  const errors = error?.errors ?? [];
  const [first] = errors;
  if (first === undefined) return null;
  const fault = faultOfReasons(errors.map(({ code }) => code)) ?? "invalid";
  return refused(fault, `${first.code}: ${first.message ?? "no reason given"}`);
}

async function waitFor(call: GoogleCall, zonePath: string, name: string): Promise<Pick<Operation, "error">> {
  const path = `${zonePath}/operations/${name}/wait`;
  try {
    const answer = await call({ method: "POST", path, headersTimeoutMs: PATIENCE_MS });
    return (isSuccess(answer) && saysJson(answer) && operation.safeParse(answer.json).data) || {};
  } catch (error) {
    // The operation was accepted before, so a failure to read its end is not its failure.
    if (isProviderError(error)) return {};
    throw error;
  }
}
