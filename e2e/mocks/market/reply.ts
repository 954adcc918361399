/** What a feed is asked: the path below its slug. */
export type FeedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
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

/** Sorts a JSON body from one that is none; vendors answer the two differently. */
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
