import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Origin } from "./addresses";

/** Headers that concern one connection only (RFC 9110, section 7.6.1, and the older ones still in use). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
  "expect",
]);

/**
 * Headers that only a proxy or Next.js itself may set. From a client they would forge its address, or reach into Next's routing,
 * its nonces and its server actions.
 */
const reserved =
  /^(?:x-forwarded-.*|forwarded|x-real-ip|x-middleware-.*|x-nextjs-.*|x-next-.*|x-invoke-.*|x-now-.*|x-matched-path|next-action|next-resume|x-nonce|content-security-policy(?:-report-only)?)$/;
/** Next's development client sends these headers, and hangs if the server does not receive them. */
const ofDevelopment = /^x-nextjs-(?:html-)?request-id$/;

/** What the upstream is told of a request: the client's own headers, and one clean value of each that is ours to set. */
export function headersForUpstream(
  headers: IncomingHttpHeaders,
  { origin, requestId, dev }: { origin: Origin; requestId: string; dev: boolean },
): OutgoingHttpHeaders {
  const named = namedIn(headers.connection);
  const kept = Object.entries(headers).filter(
    ([name]) =>
      !hopByHop.has(name) && !named.has(name) && (!reserved.test(name) || (dev && ofDevelopment.test(name))),
  );
  return {
    ...Object.fromEntries(kept),
    host: headers.host,
    "x-request-id": requestId,
    "x-forwarded-for": origin.client.address,
    "x-forwarded-proto": origin.scheme,
    "x-forwarded-host": origin.host,
  };
}

/** The headers of an upstream's answer that the client gets, as name, value, name, value; repeated ones stay apart. */
export function headersForClient(rawHeaders: readonly string[], connection: string | undefined): string[] {
  const named = namedIn(connection);
  const kept: string[] = [];
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = rawHeaders[place] ?? "";
    const lower = name.toLowerCase();
    if (!hopByHop.has(lower) && !named.has(lower)) kept.push(name, rawHeaders[place + 1] ?? "");
  }
  return kept;
}

function namedIn(connection: string | undefined): Set<string> {
  return new Set((connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
}
