import { type FeedRequest, readJson } from "./reply";

/** The JSON that a request carries; null for a body that is none. */
export function jsonBodyOf({ body }: FeedRequest): unknown {
  const read = readJson(body);
  return read.ok ? read.value : null;
}
