import { importPKCS8, SignJWT } from "jose";
import { z } from "zod";
import type { MachineResult } from "@/domain/pod/machine";
import { isSuccess, jsonOrNull, readAnswer, refused } from "../machines/answer";
import type { MachineAnswer, MachineCall, MachineRequest } from "../machines/contract";
import { doubtful, type Meaning, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";

/** A call to Compute Engine, with a token. */
export type GoogleCall = (call: MachineCall) => Promise<MachineAnswer>;

export const GOOGLE_TOKEN_HOST = "oauth2.googleapis.com";
const TOKEN_URL = `https://${GOOGLE_TOKEN_HOST}/token`;
const SCOPE = "https://www.googleapis.com/auth/compute";

/** A key also names an address for tokens. It is ignored: the address is always the one above. */
const serviceAccountKey = z.object({ client_email: z.string().min(1), private_key: z.string().min(1) });
const tokenReply = z.object({ access_token: z.string().min(1) });

/** Codes of operations, reasons of refused calls, and reasons in `google.rpc.ErrorInfo`. */
const faults: ReadonlyMap<string, Meaning> = new Map([
  ["ZONE_RESOURCE_POOL_EXHAUSTED", "no_capacity"],
  ["ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS", "no_capacity"],
  ["REGION_RESOURCE_POOL_EXHAUSTED", "no_capacity"],
  ["insufficientCapacity", "no_capacity"],
  ["QUOTA_EXCEEDED", "quota"],
  ["quotaExceeded", "quota"],
  ["BILLING_DISABLED", "no_balance"],
  ["authError", "auth"],
  ["forbidden", "auth"],
  ["accessNotConfigured", "auth"],
  ["SERVICE_DISABLED", "auth"],
]);
const throttles: ReadonlySet<string> = new Set(["rateLimitExceeded", "userRateLimitExceeded"]);

const reasoned = z.object({ reason: z.string().nullish() });
const failure = z.object({
  error: z.object({
    code: z.number(),
    message: z.string(),
    status: z.string().nullish(),
    errors: z.array(reasoned).nullish(),
    details: z.array(reasoned).nullish(),
  }),
});

/**
 * Runs a verb with a token, which is made from a service account's key or given in place of the key, because many
 * organizations do not allow such keys.
 */
export async function withGoogle<Value>(
  request: MachineRequest,
  verb: (call: GoogleCall) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const token = await tokenOf(request);
  if (!token.ok) return token;
  return await verb((call) =>
    request.call({ ...call, headers: { ...call.headers, authorization: `Bearer ${token.value}` } }),
  );
}

async function tokenOf(request: MachineRequest): Promise<MachineResult<string>> {
  const given = request.secrets.GOOGLE_SERVICE_ACCOUNT_KEY ?? "";
  const json = jsonOrNull(given) ?? jsonOrNull(Buffer.from(given, "base64").toString("utf8"));
  if (json === null && /^[\w.~+/=-]+$/.test(given)) return { ok: true, value: given };
  const key = serviceAccountKey.safeParse(json);
  const assertion = key.success ? await sign(key.data, request.now) : null;
  if (assertion === null)
    return refused("auth", "google: GOOGLE_SERVICE_ACCOUNT_KEY is not a service account's key");
  const answer = await askToken(request, assertion);
  if (isSuccess(answer)) return { ok: true, value: readAnswer("google", tokenReply, answer).access_token };
  return tokenRefusal(answer);
}

function askToken({ call }: MachineRequest, assertion: string): Promise<MachineAnswer> {
  const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  return call({
    method: "POST",
    path: TOKEN_URL,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    text: new URLSearchParams({ grant_type: grant, assertion }).toString(),
    isRepeatable: true,
    changesNothing: true,
  });
}

/** Null for anything but a private key. The library's error would repeat parts of it, so it is dropped. */
async function sign(key: z.infer<typeof serviceAccountKey>, now: Date): Promise<string | null> {
  const privateKey = await importPKCS8(key.private_key, "RS256").catch(() => null);
  if (privateKey === null) return null;
  const issuedAt = Math.floor(now.getTime() / 1000);
  return await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(key.client_email)
    .setAudience(TOKEN_URL)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 3600)
    .sign(privateKey);
}

/** Only the short code: the description repeats what was sent. */
const tokenRefusal = refusalsOf({
  slug: "google",
  source: "https://developers.google.com/identity/protocols/oauth2/service-account, error codes (2026-11-23)",
  body: z.object({ error: z.string().regex(/^[a-z_]+$/) }),
  read: ({ error }) => ({ meaning: null, words: `google: ${error} when asking for a token` }),
  byStatus: { 400: "auth", 401: "auth", 403: "auth" },
});

/** By the reasons that Google gives, then by the status. With 403, too, it refuses calls because there were too many. */
export const googleRefusal = refusalsOf({
  slug: "google",
  source: "https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-api-errors (2026-11-23)",
  body: failure,
  read: ({ error: { code, message, status, errors, details } }, answer) => {
    const reasons = [...(details ?? []), ...(errors ?? [])].flatMap(({ reason }) => reason ?? []);
    if (code !== answer.status || reasons.some((reason) => throttles.has(reason)))
      throw doubtful("google", answer);
    return {
      meaning: faultOfReasons(reasons) ?? faultOfMissing(code, message),
      words: `${reasons[0] ?? status ?? code}: ${message}`,
    };
  },
  byStatus: statusesBesideCodes,
});

/** The meaning of the first known reason; null if none is known. */
export function faultOfReasons(reasons: readonly string[]): Meaning | null {
  return reasons.map((reason) => faults.get(reason)).find((fault) => fault !== undefined) ?? null;
}

/**
 * A project or a zone that does not exist is a 404 as well, and only the words tell it from a machine: "The resource
 * 'projects/p/zones/z/instances/i' was not found". A mistyped project must not make running machines look gone.
 */
function faultOfMissing(status: number, message: string): Meaning | null {
  if (status !== 404) return null;
  return message.includes("/instances/") ? "gone" : "invalid";
}
