import type { IncomingHttpHeaders } from "node:http";
import ipaddr from "ipaddr.js";

/** Who is asking: the address, what the limits count it as (an IPv6 address as its /64), and the /48 around an IPv6 address. */
export type Client = { address: string; key: string; network: string | null };

/** Whether a peer is one of our own proxies, whose X-Forwarded-* headers are believed. */
export type IsTrusted = (address: string) => boolean;

/** Where a request came from, as the client sees it. */
export type Origin = { client: Client; scheme: "http" | "https"; host: string };

/** @param blocks addresses and CIDR blocks, checked by the schema of TRUSTED_PROXIES. */
export function trustOf(blocks: readonly string[]): IsTrusted {
  const ranges = blocks.map((block) => {
    if (block.includes("/")) return ipaddr.parseCIDR(block);
    const one = ipaddr.process(block);
    return [one, one.kind() === "ipv4" ? 32 : 128] as const;
  });
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const given = ipaddr.process(address);
    return ranges.some(([range, bits]) => given.kind() === range.kind() && given.match(range, bits));
  };
}

export function clientOf(address: string): Client {
  const [bare = ""] = address.split("%", 1);
  if (!ipaddr.isValid(bare)) return { address: bare, key: bare, network: null };
  const parsed = ipaddr.process(bare);
  const text = parsed.toString();
  if (parsed.kind() === "ipv4") return { address: text, key: text, network: null };
  const bytes = parsed.toByteArray();
  return { address: text, key: prefixOf(bytes, 64), network: prefixOf(bytes, 48) };
}

/**
 * The client, scheme and host of a request. Behind one of our proxies they come from X-Forwarded-For, -Proto and -Host: the
 * client is the first address from the right that is no proxy of ours. Whatever stands to the left of it the client may have
 * made up, so scheme and host are read at the same place of their lists.
 *
 * @param peer the address at the other end of the connection.
 * @param host the Host header, which holds where the proxy says no other.
 */
export function originOf(
  { peer, host, headers }: { peer: string; host: string; headers: IncomingHttpHeaders },
  isTrusted: IsTrusted,
): Origin {
  if (!isTrusted(peer)) return { client: clientOf(peer), scheme: "http", host };
  const { address, hops } = walk(peer, listOf(headers["x-forwarded-for"]), isTrusted);
  const scheme = fromRight(listOf(headers["x-forwarded-proto"]), hops)?.toLowerCase();
  const forwardedHost = fromRight(listOf(headers["x-forwarded-host"]), hops);
  return {
    client: clientOf(address),
    scheme: scheme === "https" ? "https" : "http",
    host: forwardedHost !== undefined && isHost(forwardedHost) ? forwardedHost : host,
  };
}

const hostPattern = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/;

/** Whether a text is a host name or an address, with or without a port. */
export function isHost(text: string): boolean {
  const match = hostPattern.exec(text);
  return match !== null && text.length <= 255 && Number(match[1] ?? 1) <= 65_535;
}

/** @returns the client's address, and how many places from the right the proxies have written it. */
function walk(peer: string, forwarded: readonly string[], isTrusted: IsTrusted) {
  let address = peer;
  let hops = 0;
  for (const entry of forwarded.toReversed()) {
    const next = addressIn(entry);
    if (next === null) break;
    address = next;
    hops += 1;
    if (!isTrusted(next)) break;
  }
  return { address, hops: Math.max(hops, 1) };
}

/** The address in an entry of X-Forwarded-For, which some proxies write with a port; null for anything else. */
function addressIn(entry: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
  return ipaddr.isValid(bare) ? bare : null;
}

function fromRight(list: readonly string[], place: number): string | undefined {
  return list[Math.max(list.length - place, 0)];
}

function listOf(header: string | string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function prefixOf(bytes: readonly number[], bits: number): string {
  const kept = bytes.map((byte, place) => (place < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(kept)}/${bits}`;
}
