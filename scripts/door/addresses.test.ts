import { expect, test } from "vitest";
import { clientOf, isHost, originOf, trustOf } from "./addresses";

test.each([
  ["192.0.2.1", "192.0.2.1", null],
  ["::ffff:192.0.2.1", "192.0.2.1", null],
  ["2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["fe80::1%eth0", "fe80::/64", "fe80::/48"],
  ["", "", null],
])("the limits count %s as %s, in the network %s", (address, key, network) => {
  expect(clientOf(address)).toMatchObject({ key, network });
});

test("trust takes addresses and blocks of both families", () => {
  const isTrusted = trustOf(["10.0.0.0/24", "192.0.2.7", "2001:db8::/32"]);
  for (const address of ["10.0.0.9", "::ffff:10.0.0.9", "192.0.2.7", "2001:db8:5::1"])
    expect(isTrusted(address), address).toBe(true);
  for (const address of ["10.0.1.9", "192.0.2.8", "2001:db9::1", "", "unknown"])
    expect(isTrusted(address), address).toBe(false);
});

const isTrusted = trustOf(["10.0.0.0/8"]);
const told = (headers: Record<string, string>, peer = "10.0.0.1") =>
  originOf({ peer, host: "inner.example", headers }, isTrusted);

test("whoever is no proxy of ours is believed nothing", () => {
  const headers = {
    "x-forwarded-for": "1.2.3.4",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
  };
  expect(told(headers, "192.0.2.1")).toEqual({
    client: clientOf("192.0.2.1"),
    scheme: "http",
    host: "inner.example",
  });
});

test.each([
  ["one proxy", "192.0.2.1", "192.0.2.1"],
  ["two proxies", "192.0.2.1, 10.0.0.2", "192.0.2.1"],
  ["an address that the client made up", "1.1.1.1, 192.0.2.1, 10.0.0.2", "192.0.2.1"],
  ["a port", "192.0.2.1:4711", "192.0.2.1"],
  ["IPv6 with a port", "[2001:db8::1]:4711", "2001:db8::1"],
  ["nothing that is an address", "unknown", "10.0.0.1"],
  ["garbage before a proxy", "x, 10.0.0.2", "10.0.0.2"],
  ["only proxies", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["nothing", "", "10.0.0.1"],
])("X-Forwarded-For with %s", (_, header, address) => {
  expect(told({ "x-forwarded-for": header }).client.address).toBe(address);
});

test.each([
  ["https", "192.0.2.1", "https"],
  ["HTTPS", "192.0.2.1", "https"],
  ["https, http", "192.0.2.1, 10.0.0.2", "https"],
  ["https, http, http", "192.0.2.1, 10.0.0.2", "http"],
  ["https, http", "192.0.2.1", "http"],
  ["javascript", "192.0.2.1", "http"],
  ["", "192.0.2.1", "http"],
])("X-Forwarded-Proto %s with X-Forwarded-For %s is %s", (proto, address, scheme) => {
  expect(told({ "x-forwarded-proto": proto, "x-forwarded-for": address }).scheme).toBe(scheme);
});

test("X-Forwarded-Host replaces Host if it is one", () => {
  expect(told({ "x-forwarded-host": "gpu.example:8443" }).host).toBe("gpu.example:8443");
  expect(told({ "x-forwarded-host": "gpu.example/path" }).host).toBe("inner.example");
});

test.each(["a", "a.example", "a.example.", "a_b.example:1", "127.0.0.1:80", "[::1]", "[::1]:8080"])(
  "%s is a host",
  (host) => expect(isHost(host)).toBe(true),
);
test.each(["", "a b", "a/b", "u@a", "a:", "a:99999", "a:x", "[::1", "-a", "é", "a,b", "a".repeat(256)])(
  "%s is no host",
  (host) => expect(isHost(host)).toBe(false),
);
