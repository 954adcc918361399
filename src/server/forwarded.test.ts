import { describe, expect, it } from "vitest";
import { readForwarded } from "./forwarded";

const read = (headers: Record<string, string>) => readForwarded((name) => headers[name] ?? null);

describe("readForwarded", () => {
  it.each([
    ["an IPv4 address", { "x-forwarded-for": "203.0.113.7" }, { address: "203.0.113.7" }],
    ["an IPv6 address", { "x-forwarded-for": "2001:db8::7" }, { address: "2001:db8::7" }],
    ["a list of addresses", { "x-forwarded-for": "1.2.3.4, 203.0.113.7" }, { address: null }],
    ["a name", { "x-forwarded-for": "localhost" }, { address: null }],
    ["an address with a port", { "x-forwarded-for": "203.0.113.7:80" }, { address: null }],
    ["a host with a port", { "x-forwarded-host": "gpu.test:8443" }, { host: "gpu.test:8443" }],
    ["an IPv6 host", { host: "[::1]:10355" }, { host: "[::1]:10355" }],
    ["a list of hosts", { "x-forwarded-host": "a.test, b.test" }, { host: null }],
    [
      "a host that is none, beside a good one",
      { "x-forwarded-host": "a;b", host: "c.test" },
      { host: "c.test" },
    ],
    ["a host with a user", { host: "me@gpu.test" }, { host: null }],
    ["a host that begins with a dot", { host: ".gpu.test" }, { host: null }],
    ["https", { "x-forwarded-proto": "https" }, { isHttps: true }],
    ["a list of schemes", { "x-forwarded-proto": "https,http" }, { isHttps: false }],
  ])("of %s", (_name, headers, expected) => {
    const given: Record<string, string> = headers;
    expect(read(given)).toMatchObject(expected);
  });
});
