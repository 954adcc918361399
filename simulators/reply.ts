/** A request to a feed; the path is the part below its slug. */
export type FeedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  now: Date;
};

export type Reply = {
  status: number;
  contentType: string;
  body: string;
  headers?: Record<string, string>;
};

export function jsonReply(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, contentType: "application/json", body: JSON.stringify(body), headers };
}

export function textReply(body: string, status = 200, contentType = "text/plain; charset=utf-8"): Reply {
  return { status, contentType, body };
}

/** Simulators accept any key that does not begin with this. */
const WRONG_KEY = "wrong";

/** The state of the caller's key. Real feeds respond differently to a missing and a wrong key. */
export function keyState(key: string | null | undefined): "missing" | "wrong" | "accepted" {
  if (key == null || key === "") return "missing";
  return key.startsWith(WRONG_KEY) ? "wrong" : "accepted";
}

/** The bearer token of the authorization header, or null. */
export function bearerOf({ headers }: FeedRequest): string | null {
  return /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? null;
}

/** Distinguishes a JSON body from anything else, because vendors respond differently to the two. */
export function readJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
