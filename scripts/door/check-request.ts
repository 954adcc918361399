import type { IncomingMessage } from "node:http";
import { isHost } from "./addresses";
import { Refusal } from "./refusal/refusal";
import { pathOf } from "./routes";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const maxTargetLength = 8_192;
const targetPattern = /^\/[\x21\x22\x24-\x7e]*$/;
const dotSegment = /(?:^|[/\\])(?:\.|%2e){1,2}(?=$|[/\\])/i;
/** Control characters: in a path all of them, in a query only NUL, which no database text may hold. */
const encodedControl = /%(?:[01][0-9a-f]|7f)/i;

/**
 * Checks what the parser lets through: method, target, Host and framing. Where two readers of one request could understand it
 * differently, it is refused.
 *
 * @param limits.headers how many headers a request may have.
 * @throws {Refusal} 400, 405, 414, 431 or 501, with what is wrong and how it would pass.
 */
export function checkRequest(req: IncomingMessage, limits: { headers: number }): void {
  checkMethod(req.method ?? "");
  checkTarget(req.url ?? "");
  if (req.rawHeaders.length / 2 > limits.headers)
    throw new Refusal(431, `The request has more than ${limits.headers} headers.`);
  checkHost(valuesOf(req, "host"));
  checkFraming(req);
}

/** @throws {Refusal} 405 for a method that nothing here answers. */
export function checkMethod(method: string): void {
  if (methods.includes(method)) return;
  const allowed = methods.join(", ");
  throw new Refusal(405, `The method ${method.slice(0, 20)} is not possible here; these are: ${allowed}.`, {
    headers: { allow: allowed },
    reason: { code: "request.method_not_allowed", parameters: { method: method.slice(0, 20), allowed } },
  });
}

/**
 * The address that a path with repeated slashes or backslashes stands for, in one redirect. Next.js takes two, and a path that
 * begins with two slashes would lead to another host.
 *
 * @returns null for a path that stands for itself.
 */
export function cleanAddressOf(url: string): string | null {
  const path = pathOf(url);
  if (!/[\\]|\/\//.test(path)) return null;
  const clean = path.replace(/[\\/]+/g, "/");
  const bare = clean === "/" || clean.startsWith("/ws/") ? clean : clean.replace(/\/$/, "");
  return bare + url.slice(path.length);
}

function checkTarget(url: string): void {
  if (url.length > maxTargetLength)
    throw new Refusal(414, `The address is longer than ${maxTargetLength} characters.`);
  if (!url.startsWith("/"))
    throw new Refusal(400, "The request target must be a path on this server, such as /offers.");
  if (!targetPattern.test(url))
    throw new Refusal(400, "The address contains characters that must be percent-encoded.");
  const path = pathOf(url);
  if (!isDecodable(path)) throw new Refusal(400, "The path contains an invalid percent escape.");
  if (!/^(?:[^%]|%[0-9a-f]{2})*$/i.test(url))
    throw new Refusal(400, "The query contains a percent sign that begins no escape. Write it as %25.");
  if (encodedControl.test(path) || /%00/.test(url))
    throw new Refusal(400, "The address contains a control character.");
  if (dotSegment.test(path)) throw new Refusal(400, "The path must not contain the segments . and .. .");
}

function checkHost([host, ...more]: readonly string[]): void {
  if (host === undefined) throw new Refusal(400, "The request must have a Host header.");
  if (more.length > 0) throw new Refusal(400, "The request has more than one Host header.");
  if (!isHost(host)) throw new Refusal(400, "The Host header must be a host name, with or without a port.");
}

/** The parser refuses most of this, too. It is repeated here, because the parser has options and versions. */
function checkFraming(req: IncomingMessage): void {
  const lengths = valuesOf(req, "content-length");
  const encodings = valuesOf(req, "transfer-encoding");
  if (lengths.length > 0 && encodings.length > 0)
    throw new Refusal(
      400,
      "The request has both Content-Length and Transfer-Encoding. Send only one of them.",
    );
  if (lengths.length > 1 || lengths.some((length) => !/^\d{1,15}$/.test(length)))
    throw new Refusal(400, "Content-Length must be one whole number.");
  if (encodings.length === 0) return;
  if (encodings.length > 1 || encodings[0]?.trim().toLowerCase() !== "chunked")
    throw new Refusal(501, "The only Transfer-Encoding that is understood here is chunked.");
  if (req.httpVersion !== "1.1") throw new Refusal(400, "Transfer-Encoding needs HTTP/1.1.");
}

function valuesOf({ rawHeaders }: IncomingMessage, wanted: string): string[] {
  return rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === wanted);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
