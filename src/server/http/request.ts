import type { Gate } from "./pace";

export type HttpRequest = {
  url: string | URL;
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  /** Sent as JSON when present. */
  body?: unknown;
  /** Sent as it is instead of `body`; the caller sets the content type in `headers`. */
  text?: string;
  /** Allows retries of a method other than GET: a search by POST, or a call with an idempotency key. */
  isRepeatable?: boolean;
  /** Limit for the body after decompression. */
  maxBytes?: number;
  /** For one attempt, from connecting to the last byte. */
  totalTimeoutMs?: number;
  /** The rate limit at which every attempt waits for its turn. */
  gate?: Gate | undefined;
  /** For long polls, whose answer starts late on purpose. Defaults to the client's. */
  headersTimeoutMs?: number;
  signal?: AbortSignal | undefined;
};

/** What a rate limit knows a call by. */
export function callOf({ method = "GET", url }: HttpRequest) {
  return { method, path: new URL(url).pathname };
}

export function mayRepeat({ method = "GET", isRepeatable = false }: HttpRequest): boolean {
  return method === "GET" || isRepeatable;
}

/** Method, host and path, without the query, which may contain keys. */
export function label(request: HttpRequest): string {
  const { host, pathname } = new URL(request.url);
  return `${request.method ?? "GET"} ${host}${pathname}`;
}
