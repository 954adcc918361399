import { z } from "zod";
import type { MachineResult } from "@/domain/pod/machine";
import { isSuccess, readAnswer } from "../machines/answer";
import type { MachineAnswer, MachineCall, MachineRequest } from "../machines/contract";
import { type Meaning, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";

/** A call to Azure's resource manager, with a token. */
export type AzureCall = (call: MachineCall) => Promise<MachineAnswer>;

export const AZURE_LOGIN_HOST = "login.microsoftonline.com";

/** Azure's codes: of refusals, and of failures during the creation of a machine. */
const faults: ReadonlyMap<string, Meaning> = new Map([
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

/** By the code; see {@link meaningOf}. */
export const azureRefusal = refusalsOf({
  slug: "azure",
  source: "https://learn.microsoft.com/rest/api/compute/virtual-machines, CloudError (2026-11-23)",
  body: z.object({ error: z.object({ code: z.string().regex(/^[A-Za-z]+$/), message: z.string() }) }),
  read: ({ error: { code, message } }) => ({
    meaning: meaningOf(code, message),
    words: `${code}: ${message}`,
  }),
  byStatus: statusesBesideCodes,
});

/** Only the short code, because the description repeats what was sent. */
const tokenRefusal = refusalsOf({
  slug: "azure",
  source:
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, error response (2026-11-23)",
  body: z.object({ error: z.string().regex(/^[a-z_]+$/), error_description: z.string() }),
  read: ({ error }) => ({ meaning: null, words: `azure: ${error} when asking for a token` }),
  byStatus: { 400: "auth", 401: "auth", 403: "auth" },
});
const tokenReply = z.object({ access_token: z.string().min(1) });

/** Runs a verb with a token of its own, from client credentials. A token is valid for an hour; each verb asks for a new one. */
export async function withAzure<Value>(
  request: MachineRequest,
  verb: (call: AzureCall) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const answer = await askToken(request);
  if (!isSuccess(answer)) return tokenRefusal(answer);
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
    changesNothing: true,
  });
}

/**
 * OperationNotAllowed is the one code whose meaning is only in its text: a used-up quota, or an operation that does not
 * fit the machine's state. Source: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-quota.
 */
function meaningOf(code: string, message: string): Meaning | null {
  if (code === "OperationNotAllowed") return /quota/i.test(message) ? "quota" : "invalid";
  return faults.get(code) ?? null;
}
