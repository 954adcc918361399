import { isIP } from "node:net";
import { settings } from "./settings";

/** Request headers of either kind: of the web's `Headers`, or of Node's `IncomingMessage`. */
type Read = (name: string) => string | null;

const hostPattern = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * What the front door says about a request. It removes what a client sends under these names and writes one clean value for each,
 * so anything else, such as a list or a host with a space, did not come from it and counts as absent.
 *
 * @returns host: with its port, as the browser sent it. isHttps: whether the browser's side of the connection is encrypted.
 *   address: of the client.
 */
export function readForwarded(read: Read): { host: string | null; isHttps: boolean; address: string | null } {
  const address = read("x-forwarded-for");
  return {
    host: hostOf(read("x-forwarded-host")) ?? hostOf(read("host")),
    isHttps: read("x-forwarded-proto") === "https",
    address: address !== null && isIP(address) !== 0 ? address : null,
  };
}

function hostOf(text: string | null): string | null {
  return text !== null && hostPattern.test(text) ? text : null;
}

/**
 * Where this site is, for the policy, cookies and links of one response. A PUBLIC_URL with https decides alone: a proxy that
 * forgets to forward scheme or host must not weaken what the browser enforces.
 */
export function siteOf(headers: Headers): { host: string | null; isSecure: boolean } {
  const site = new URL(settings().PUBLIC_URL);
  if (site.protocol === "https:") return { host: site.host, isSecure: true };
  const { host, isHttps } = readForwarded((name) => headers.get(name));
  return { host, isSecure: isHttps };
}

/**
 * Whether a browser says that one of our own pages sent this request. Every current browser sends at least one of the two
 * headers with a form; a request with neither is refused.
 */
export function isFromOwnPage(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site") ?? "";
  const origin = headers.get("origin");
  if (site !== "" && site !== "same-origin") return false;
  return origin === null ? site !== "" : isOwnOrigin(origin, headers);
}

/** Our public address, or the host that the browser asked for. */
export function isOwnOrigin(origin: string, headers: Headers): boolean {
  if (!URL.canParse(origin)) return false;
  const asked = new URL(origin);
  if (!/^https?:$/.test(asked.protocol) || asked.origin !== origin) return false;
  const { host } = readForwarded((name) => headers.get(name));
  return origin === new URL(settings().PUBLIC_URL).origin || asked.host === host;
}
