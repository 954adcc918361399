import { z } from "zod";
import type { MachineFault, MachineResult } from "@/domain/pod/machine";
import { faultOfStatus, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import type { MachineAnswer, MachineCall, MachineRequest } from "../machines/contract";

/** A call to Azure's resource manager, with a token. */
export type AzureCall = (call: MachineCall) => Promise<MachineAnswer>;

export const AZURE_LOGIN_HOST = "login.microsoftonline.com";

/** Azure's codes: of refusals, and of failures during the creation of a machine. */
const faults: ReadonlyMap<string, MachineFault> = new Map([
  ["SkuNotAvailable", "no_capacity"],
  ["AllocationFailed", "no_capacity"],
  ["ZonalAllocationFailed", "no_capacity"],
  ["OverconstrainedAllocationRequest", "no_capacity"],
  ["OverconstrainedZonalAllocationRequest", "no_capacity"],
  ["QuotaExceeded", "quota"],
  ["PublicIPCountLimitReached", "quota"],
  ["ReadOnlyDisabledSubscription", "no_balance"],
  ["AuthenticationFailed", "auth"],
  ["AuthorizationFailed", "auth"],
  ["ExpiredAuthenticationToken", "auth"],
  ["InvalidAuthenticationToken", "auth"],
  ["InvalidAuthenticationTokenTenant", "auth"],
  ["LinkedAuthorizationFailed", "auth"],
  ["MissingSubscriptionRegistration", "auth"],
  ["SubscriptionNotFound", "auth"],
  // The conflicting machine belongs to an earlier order with this mark.
  ["PropertyChangeNotAllowed", "unknown_outcome"],
  ["NotFound", "gone"],
  ["ResourceNotFound", "gone"],
  // A mistyped resource group must not make running machines look gone.
  ["ResourceGroupNotFound", "invalid"],
]);

const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const tokenReply = z.object({ access_token: z.string().min(1) });
const tokenFailure = z.object({ error: z.string() });

/** Runs a verb with a token of its own, from client credentials. A token is valid for an hour; each verb asks for a new one. */
export async function withAzure<Value>(
  request: MachineRequest,
  verb: (call: AzureCall) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const answer = await askToken(request);
  if (!isSuccess(answer)) {
    // Only the short code, because the description repeats what was sent.
    const known = tokenFailure.safeParse(answer.json);
    return refused("auth", `azure: ${known.data?.error ?? `HTTP ${answer.status}`} when asking for a token`);
  }
  const { access_token: token } = readAnswer("azure", tokenReply, answer);
  return await verb((call) =>
    request.call({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } }),
  );
}

function askToken({ secrets, call }: MachineRequest): Promise<MachineAnswer> {
  const { AZURE_TENANT_ID = "", AZURE_CLIENT_ID = "", AZURE_CLIENT_SECRET = "" } = secrets;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: AZURE_CLIENT_ID,
    client_secret: AZURE_CLIENT_SECRET,
    scope: "https://management.azure.com/.default",
  });
  return call({
    method: "POST",
    path: `https://${AZURE_LOGIN_HOST}/${encodeURIComponent(AZURE_TENANT_ID)}/oauth2/v2.0/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    text: form.toString(),
    isRepeatable: true,
  });
}

/** By the code; see {@link faultOfAzure}. */
export function azureRefusal(answer: MachineAnswer) {
  const known = failure.safeParse(answer.json);
  if (!known.success) return refused(faultOfStatus(answer.status), textOf(answer));
  const { code, message } = known.data.error;
  return refused(faultOfAzure(code, message) ?? faultOfStatus(answer.status), `${code}: ${message}`);
}

/**
 * OperationNotAllowed is the one code whose meaning is only in its text: a used-up quota, or an operation that does not
 * fit the machine's state. Source: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-quota.
 */
function faultOfAzure(code: string, message: string): MachineFault | null {
  if (code === "OperationNotAllowed") return /quota/i.test(message) ? "quota" : "invalid";
  return faults.get(code) ?? null;
}
