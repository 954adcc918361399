import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const pattern = /^[A-Za-z0-9_-]{8,64}$/;

/** The client's own id of the request if it is well formed, else a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && pattern.test(given) ? given : newRequestId();
}

export function newRequestId(): string {
  return randomUUID();
}
