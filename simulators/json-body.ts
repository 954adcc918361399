import { type FeedRequest, readJson } from "./reply";

/** The JSON of a request's body; null for any other body. */
export function jsonBodyOf({ body }: FeedRequest): unknown {
  const read = readJson(body);
  return read.ok ? read.value : null;
}
