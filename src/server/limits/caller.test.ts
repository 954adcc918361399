import { expect, it } from "vitest";
import { callerOf } from "./caller";

const of = (address: string | null) => callerOf({ type: "anonymous", address });

it.each([
  ["two addresses of one IPv6 network", "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"],
  ["one address in two spellings", "2001:0DB8:1:2::1", "2001:db8:1:2:0:0:0:1"],
  ["an IPv4 address and the same written as IPv6", "198.51.100.7", "::ffff:198.51.100.7"],
  ["whatever is no address", "nonsense", null],
])("%s are one caller", (_, one, other) => {
  expect(of(one)).toBe(of(other));
});

it.each([
  ["2001:db8:1:2::1", "2001:db8:1:3::1"],
  ["198.51.100.7", "198.51.100.8"],
])("%s and %s are two callers", (one, other) => {
  expect(of(one)).not.toBe(of(other));
});
