import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

function ask(path: string, headers: Record<string, string> = {}) {
  return proxy(
    new NextRequest(`http://localhost:10355${path}`, { headers: { host: "localhost:10355", ...headers } }),
  );
}

function policyOf(path: string, headers: Record<string, string> = {}) {
  return ask(path, headers).headers.get("content-security-policy") ?? "";
}

describe("proxy", () => {
  it("gives every page its own nonce and never allows inline or evaluated scripts", () => {
    const [first, second] = [policyOf("/offers"), policyOf("/offers")];
    expect(first).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/);
    expect(first).not.toBe(second);
    expect(first).not.toMatch(/script-src[^;]*unsafe/);
    expect(first).not.toMatch(/style-src [^;]*unsafe/);
  });

  it("passes the page the policy that it sends, whatever policy or nonce the request had", () => {
    const response = ask("/", { "content-security-policy": "script-src *", "x-nonce": "evil" });
    const sent = response.headers.get("content-security-policy");
    expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(sent);
    expect(sent).not.toContain("evil");
    expect(response.headers.get("x-middleware-request-x-nonce")).toBeNull();
  });

  it("drops a server action header, because no action exists", () => {
    const overrides = ask("/", { "next-action": "abc" }).headers.get("x-middleware-override-headers") ?? "";
    expect(overrides.split(",")).not.toContain("next-action");
  });

  it("omits a malformed host from the policy", () => {
    expect(policyOf("/", { "x-forwarded-host": "a.test; script-src *" })).toContain("connect-src 'self';");
    expect(policyOf("/", { "x-forwarded-host": "gpu.test" })).toContain("connect-src 'self' ws://gpu.test;");
  });

  it("enforces https only for requests that came over https", () => {
    expect(ask("/").headers.get("strict-transport-security")).toBeNull();
    expect(policyOf("/")).not.toContain("upgrade-insecure-requests");
    const secure = ask("/", { "x-forwarded-proto": "https" });
    expect(secure.headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(secure.headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
  });

  it("refuses a URL path that cannot be decoded", () => {
    for (const path of ["/api/v2/index/%E0%A4%A", "/offers/%"]) expect(ask(path).status).toBe(400);
    expect(ask("/offers/%25").status).toBe(200);
  });

  it("allows nothing in API responses", () => {
    expect(policyOf("/api/v2/offers")).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it("echoes a well-formed request id and replaces any other", () => {
    expect(ask("/", { "x-request-id": "abcdefgh-1" }).headers.get("x-request-id")).toBe("abcdefgh-1");
    expect(ask("/", { "x-request-id": "a b\tc" }).headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
  });
});
