import { lookup as resolveName } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Error code of a lookup that found a forbidden address. */
export const PRIVATE_ADDRESS = "ERR_PRIVATE_ADDRESS";

/**
 * A DNS lookup for sockets that returns addresses only if every one of them is allowed.
 *
 * The socket connects to the returned address, so a name that resolves differently the second time (DNS rebinding) gains
 * nothing.
 */
export function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "");
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isReachable(address, allowPrivate)))
        return callback(privateAddressError(hostname), "");
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

/** True for an IPv4 or IPv6 address as text, false for a name. */
export function isAddress(host: string): boolean {
  return ipaddr.isValid(host);
}

/**
 * True for addresses of the public internet.
 *
 * False for private, loopback, link-local, CGNAT, ULA, mapped and translated addresses (v4-mapped, NAT64, 6to4, Teredo).
 *
 * @param allowPrivate lets private and loopback ones through; link-local (cloud metadata) and multicast stay refused.
 */
export function isReachable(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (allowPrivate)
    return !["linkLocal", "unspecified", "multicast"].includes(ipaddr.process(address).range());
  return parsed.range() === "unicast" && (parsed instanceof ipaddr.IPv4 || isGlobalUnicast(parsed));
}

/** 2000::/3 is the only part of IPv6 that is allocated, so ranges missing from the library's table are refused too. */
function isGlobalUnicast(address: { parts: number[] }): boolean {
  return ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
}

function privateAddressError(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} resolves to an address that is not public`), {
    code: PRIVATE_ADDRESS,
  });
}
