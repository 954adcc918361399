import type { Dispatcher } from "undici";
import { AppError } from "@/domain/errors";
import type { Reason } from "@/domain/reasons";
import { BODY_REFUSED } from "./body";
import { PRIVATE_ADDRESS } from "./guard";

const retryableByKind = {
  auth: false,
  rate_limit: true,
  timeout: true,
  unavailable: true,
  bad_response: false,
} as const;

type ProviderErrorKind = keyof typeof retryableByKind;

type ProviderErrorOptions = {
  cause?: unknown;
  reason?: Reason;
  status?: number;
  retryAfterMs?: number | null;
  isUnsent?: boolean;
};

/** As that of `AppError`: registered for the whole process. */
const brand: unique symbol = Symbol.for("gpubroker.ProviderError");

/**
 * A failure of an external service, recognised by {@link isProviderError}. The message names only host and path: no query, header or
 * body.
 */
export class ProviderError extends AppError {
  readonly [brand] = true;
  readonly kind: ProviderErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly status: number | null;
  /** Certain that the request never left: safe to repeat, whatever it orders. False wherever that is not known. */
  readonly isUnsent: boolean;

  constructor(kind: ProviderErrorKind, message: string, options: ProviderErrorOptions = {}) {
    const { cause, reason } = options;
    super("PROVIDER_FAILED", message, { cause, ...(reason ? { reason } : {}) });
    this.name = "ProviderError";
    this.kind = kind;
    this.retryable = retryableByKind[kind];
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.status = options.status ?? null;
    this.isUnsent = options.isUnsent ?? false;
  }

  /** The same failure, of a call whose earlier attempt may have arrived. */
  afterSending(): ProviderError {
    const { kind, message, cause, reason, retryAfterMs, status } = this;
    return new ProviderError(kind, message, {
      cause,
      retryAfterMs,
      reason,
      ...(status === null ? {} : { status }),
    });
  }
}

/** Whether a value is a {@link ProviderError}, whichever copy of this module made it. */
export function isProviderError(value: unknown): value is ProviderError {
  return typeof value === "object" && value !== null && brand in value;
}

/** Codes of zlib and of undici's parser for bytes that are not HTTP or not an archive. */
const GARBLED_REPLY = /^(Z_|HPE_|HTTPParserError|ERR_BROTLI|ERR__ERROR|UND_ERR_HEADERS_OVERFLOW)/;
const REFUSED_BY_US: ReadonlySet<string> = new Set([BODY_REFUSED, PRIVATE_ADDRESS]);
/** No connection, and so no request: no such host, refused, unreachable, a certificate that is not trusted. */
const NOT_CONNECTED =
  /^(ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_PRIVATE_ADDRESS|ERR_TLS_CERT|CERT_|SELF_SIGNED_CERT|DEPTH_ZERO|UNABLE_TO_)/;
/** What an answer demands beyond this is not believed: no header may keep us from a provider for days. */
export const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** The error for a status that is not a success. */
export function statusError(
  response: Pick<Dispatcher.ResponseData, "statusCode" | "headers">,
  name: string,
  now: Date,
): ProviderError {
  const { statusCode: status, headers } = response;
  const retryAfterMs = retryAfterOf(headers, now);
  const reason = { code: "provider.answered_status", parameters: { status } } as const;
  return new ProviderError(kindOfStatus(status), `${name}: HTTP ${status}`, { status, retryAfterMs, reason });
}

function kindOfStatus(status: number): ProviderErrorKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 429) return "rate_limit";
  if (status === 408) return "timeout";
  return status >= 500 ? "unavailable" : "bad_response";
}

/** Seconds or an HTTP date, as milliseconds from `now`; at most an hour. */
export function parseRetryAfter(header: string | string[] | undefined, now: Date): number | null {
  if (typeof header !== "string") return null;
  const text = header.trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), LONGEST_RETRY_AFTER_MS);
}

/**
 * `Retry-After` of an answer, as {@link parseRetryAfter}. A date counts from the answer's own `Date`, so that it does not matter
 * whose clock is right.
 */
export function retryAfterOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: Date,
): number | null {
  const answeredAt = new Date(String(headers.date));
  return parseRetryAfter(headers["retry-after"], Number.isNaN(answeredAt.getTime()) ? now : answeredAt);
}

/** Converts any error of a call to a ProviderError. */
export function toProviderError(error: unknown, name: string, hitDeadline: boolean): ProviderError {
  if (isProviderError(error)) return error;
  const code = codeOf(error);
  const isUnsent = NOT_CONNECTED.test(code);
  if (hitDeadline)
    return new ProviderError("timeout", `${name}: no complete reply in time`, {
      cause: error,
      reason: tooLate,
    });
  if (/TIMEOUT|ETIMEDOUT/.test(code))
    return new ProviderError("timeout", `${name}: ${code}`, { cause: error, isUnsent, reason: tooLate });
  const reason = reasonOf(code);
  if (REFUSED_BY_US.has(code))
    return new ProviderError("bad_response", `${name}: ${String(error)}`, { cause: error, isUnsent, reason });
  const kind = GARBLED_REPLY.test(code) ? "bad_response" : "unavailable";
  return new ProviderError(kind, `${name}: ${code}`, { cause: error, isUnsent, reason });
}

const tooLate: Reason = { code: "provider.answered_too_late", parameters: {} };
/** Ours, not the provider's: it was not called. */
export const callNotAllowed: Reason = { code: "provider.call_not_allowed", parameters: {} };
export const notReadable: Reason = { code: "provider.not_readable", parameters: {} };

/** What happened, for people: the words of a transport are in English, and its codes are in no language. */
function reasonOf(error: string): Reason {
  if (error === PRIVATE_ADDRESS) return callNotAllowed;
  if (error === BODY_REFUSED || GARBLED_REPLY.test(error)) return notReadable;
  const code = NOT_CONNECTED.test(error) ? "provider.not_reached" : "provider.connection_broke";
  return { code, parameters: { error } };
}

/** Undici's parser omits some codes; then the name of the error identifies it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && error.code !== undefined ? String(error.code) : error.name;
}
