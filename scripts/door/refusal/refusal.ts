import { type IncomingHttpHeaders, STATUS_CODES } from "node:http";
import type { ErrorCode } from "@/domain/errors";
import { generalReasons, type Reason } from "@/domain/reasons";
import { PAGE_POLICY, pageOf, wantsPage } from "./page";

type Told = { headers?: Record<string, string>; retryAfterSeconds?: number; reason?: Reason };

/** A request that the door answers itself. The message is for the client: what is refused, and until when or how it would pass. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: Reason;
  readonly retryAfterSeconds: number | null;
  /** Whether we have failed, and not the client: worth a line in the log. */
  readonly isOurs: boolean;

  constructor(status: number, message: string, { headers = {}, retryAfterSeconds, reason }: Told = {}) {
    super(retryAfterSeconds === undefined ? message : `${message} ${again(retryAfterSeconds)}`);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
    this.isOurs = status >= 500 && status !== 501;
    this.headers =
      retryAfterSeconds === undefined ? headers : { ...headers, "retry-after": String(retryAfterSeconds) };
    this.reason = reason ?? generalReasons[codeOf(status)];
  }
}

export type Answer = { status: number; headers: Record<string, string>; body: string };

type Refused = {
  method?: string | undefined;
  url?: string | undefined;
  requestId: string;
  headers?: IncomingHttpHeaders;
};

/**
 * The answer to a refused request: problem+json (RFC 9457, as `src/server/rest/problem.ts`) for addresses of the API, a page for
 * browsers, plain text for all others.
 *
 * @param method, url, headers of the request; undefined when the request was not understood.
 */
export function answerOf(
  refusal: Refusal,
  { method = "GET", url = "", requestId, headers = {} }: Refused,
): Answer {
  const { type, language, policy, body } = contentOf(refusal, { method, url, requestId, headers });
  return {
    status: refusal.status,
    headers: {
      "content-type": type,
      "content-length": String(Buffer.byteLength(body)),
      ...(language === null ? {} : { "content-language": language }),
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none';${policy} frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
      ...refusal.headers,
    },
    body,
  };
}

/** The bytes of an answer on a connection that closes after it, for what has no response object. */
export function rawAnswer({ status, headers, body }: Answer): string {
  const lines = Object.entries({ ...headers, date: new Date().toUTCString(), connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}\r\n${head}\r\n${body}`;
}

type Content = { type: string; language: string | null; policy: string; body: string };

function contentOf(refusal: Refusal, { method, url, requestId, headers }: Required<Refused>): Content {
  const [path = ""] = (url ?? "").split("?", 1);
  if (path.startsWith("/api/")) {
    const body = problemOf(refusal, { path, requestId });
    return { type: "application/problem+json", language: "en", policy: "", body };
  }
  if (!wantsPage(headers))
    return { type: "text/plain; charset=utf-8", language: null, policy: "", body: `${refusal.message}\n` };
  const { language, body } = pageOf(refusal, { method, requestId, headers });
  return { type: "text/html; charset=utf-8", language, policy: ` ${PAGE_POLICY};`, body };
}

function problemOf(
  { status, message, reason }: Refusal,
  { path, requestId }: { path: string; requestId: string },
) {
  return JSON.stringify({
    type: "about:blank",
    title: codeOf(status),
    status,
    detail: message,
    instance: path,
    request_id: requestId,
    reason,
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 429) return "LIMIT_EXCEEDED";
  if (status === 404) return "NOT_FOUND";
  return status >= 500 ? "INTERNAL" : "INVALID_INPUT";
}

function again(seconds: number): string {
  return `Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`;
}
