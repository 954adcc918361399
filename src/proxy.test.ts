import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { proxy } from "@/proxy";
import { startAs, startedAs } from "@/server/settings";

function ask(path: string, headers: Record<string, string> = {}) {
  return proxy(
    new NextRequest(`http://localhost:10355${path}`, { headers: { host: "localhost:10355", ...headers } }),
  );
}

function policyOf(path: string, headers: Record<string, string> = {}) {
  return ask(path, headers).headers.get("content-security-policy") ?? "";
}

function publishAt(url: string): void {
  vi.stubEnv("PUBLIC_URL", url);
  startAs(...startedAs());
}

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://user@db.test/gpubroker");
});
afterEach(() => {
  vi.unstubAllEnvs();
  startAs(...startedAs());
});

describe("proxy", () => {
  it("gives every page its own nonce and never allows inline or evaluated scripts", () => {
    const [first, second] = [policyOf("/offers"), policyOf("/offers")];
    expect(first).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/);
    expect(first).not.toBe(second);
    expect(first).not.toMatch(/script-src[^;]*unsafe/);
    expect(first).not.toMatch(/style-src [^;]*unsafe/);
  });

  it("passes the page the policy that it sends, whatever policy or nonce the request had", () => {
    const given = {
      "content-security-policy": "script-src 'nonce-evil'",
      "content-security-policy-report-only": "script-src 'nonce-evil'",
      "x-nonce": "evil",
    };
    for (const path of ["/", "/icon.svgX", "/icon.svg/x", "/_next/static/none.js", "/_next/imageX", "/api"]) {
      const { headers } = ask(path, given);
      const sent = headers.get("content-security-policy");
      expect(headers.get("x-middleware-request-content-security-policy")).toBe(sent);
      expect(JSON.stringify([...headers])).not.toContain("evil");
      const kept = (headers.get("x-middleware-override-headers") ?? "").split(",");
      expect(kept).not.toContain("x-nonce");
      expect(kept).not.toContain("content-security-policy-report-only");
    }
  });

  it("gives addresses that only look like a static file the policy of a page", () => {
    for (const path of ["/icon.svgX", "/icon.svg/", "/_next/static/none.js", "/_next/imageX", "/apiX"])
      expect(policyOf(path)).toContain("script-src 'self' 'nonce-");
  });

  it("answers the address of Next's own page for failures as any that does not exist", () => {
    for (const path of ["/_global-error", "/_global-error?x=1"])
      expect(ask(path).headers.get("x-middleware-rewrite")).toBe("http://localhost:10355/_not-found");
    expect(ask("/offers").headers.has("x-middleware-rewrite")).toBe(false);
  });

  it("drops a server action header, because no action exists", () => {
    const overrides = ask("/", { "next-action": "abc" }).headers.get("x-middleware-override-headers") ?? "";
    expect(overrides.split(",")).not.toContain("next-action");
  });

  it("omits a malformed host from the policy", () => {
    expect(policyOf("/", { "x-forwarded-host": "a.test; script-src *" })).toContain(
      "connect-src 'self' ws://localhost:10355;",
    );
    expect(policyOf("/", { host: "a test" })).toContain("connect-src 'self';");
    expect(policyOf("/", { "x-forwarded-host": "gpu.test" })).toContain("connect-src 'self' ws://gpu.test;");
  });

  it("enforces https only for requests that came over https", () => {
    expect(ask("/").headers.get("strict-transport-security")).toBeNull();
    expect(policyOf("/")).not.toContain("upgrade-insecure-requests");
    const secure = ask("/", { "x-forwarded-proto": "https" });
    expect(secure.headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(secure.headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
  });

  it("treats a list or anything else as a forwarded scheme as absent", () => {
    for (const scheme of ["https, http", "HTTPS", "wss", "https;"])
      expect(ask("/", { "x-forwarded-proto": scheme }).headers.get("strict-transport-security")).toBeNull();
  });

  it("enforces https at the public address whatever the proxy before it forwards", () => {
    publishAt("https://gpu.example/");
    const { headers } = ask("/", { host: "127.0.0.1:10355", "x-forwarded-proto": "http" });
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(headers.get("content-security-policy")).toContain("connect-src 'self' wss://gpu.example;");
  });

  it("refuses a URL path that cannot be decoded", () => {
    expect(ask("/offers/%").status).toBe(400);
    expect(ask("/offers/%25").status).toBe(200);
  });

  it("refuses such a path below /api in the form of the API", async () => {
    const response = ask("/api/v2/index/%E0%A4%A", { "x-request-id": "abcdefgh-1" });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      400,
      "application/problem+json",
    ]);
    const problem = await response.json();
    expect(problem).toMatchObject({ request_id: "abcdefgh-1", reason: { code: "address.not_decodable" } });
    expect(problem.detail).toContain("%25");
  });

  it("allows nothing in API responses", () => {
    expect(policyOf("/api/v2/offers")).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it("echoes a well-formed request id and replaces any other", () => {
    expect(ask("/", { "x-request-id": "abcdefgh-1" }).headers.get("x-request-id")).toBe("abcdefgh-1");
    expect(ask("/", { "x-request-id": "a b\tc" }).headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
  });
});
