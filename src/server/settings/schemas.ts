import ipaddr from "ipaddr.js";
import { z } from "zod";

export const text = z.string().optional();

/** An address with one of the given protocols. @param wanted completes "must be ...". */
export function address(protocol: RegExp, wanted: string) {
  return z.url({ protocol, error: `must be ${wanted}` });
}

/**
 * The address of a site that is served at the root of its host. A path would have to be in every link, cookie and policy, so it
 * is refused. @returns the address without a slash at its end.
 */
export const siteAddress = z
  .string()
  .refine(
    isRootOfHost,
    "must be an http or https address of a host alone, without a path, query or user name",
  )
  .transform((text) => new URL(text).origin);

function isRootOfHost(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  // The canonical form keeps an empty query or fragment, so this comparison refuses those too.
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

/** A whole number within bounds. */
export function wholeNumber({ from, to = Number.MAX_SAFE_INTEGER }: { from: number; to?: number }) {
  const error =
    to === Number.MAX_SAFE_INTEGER
      ? `must be a whole number of ${from} or more`
      : `must be a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int(error).min(from, error).max(to, error);
}

export const portNumber = wholeNumber({ from: 1, to: 65_535 });

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `must be one of ${words.join(", ")}` });
}

/** https, or plain http on this machine, where nobody can intercept it. */
export const vaultAddress = z
  .url({ protocol: /^https?$/, error: "must be an https address" })
  .refine(
    (url) => url.startsWith("https:") || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname),
    "must be an https address, unless Vault runs on this machine",
  );

export const vaultPath = z
  .string()
  .regex(
    /^[\w-]+(?:\/[\w-]+)+$/,
    "must be the mount of the engine and the path below it, as in secret/gpubroker",
  );

/** Addresses and CIDR blocks, separated by commas; none when unset. A block must be written by its first address. */
export const addressBlocks = z
  .string()
  .default("")
  .transform((list) => list.split(",").map((block) => block.trim()))
  .transform((blocks) => blocks.filter((block) => block !== ""))
  .refine(
    (blocks) => blocks.every(isAddressBlock),
    "must be IP addresses and CIDR blocks, separated by commas, each block by its first address",
  );

function isAddressBlock(block: string): boolean {
  if (!block.includes("/")) return isFullAddress(block);
  if (!ipaddr.isValidCIDR(block)) return false;
  const [address, bits] = ipaddr.parseCIDR(block);
  const isMapped = address.kind() === "ipv6" && ipaddr.process(address.toString()).kind() === "ipv4";
  if (isMapped || !isFullAddress(block.split("/", 1)[0] ?? "")) return false;
  const family = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return bits > 0 && family.networkAddressFromCIDR(block).toString() === address.toString();
}

/** ipaddr.js also reads shortened and octal forms, such as 10.1 and 010.0.0.1, which people mean differently. */
function isFullAddress(text: string): boolean {
  return text.includes(":") ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}
