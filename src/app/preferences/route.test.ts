import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { POST } from "./route";

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://user@db.test/gpubroker");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

function send(fields: Record<string, string>, headers: Record<string, string> = {}) {
  return POST(
    new Request("http://localhost:10355/preferences", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { host: "localhost:10355", "sec-fetch-site": "same-origin", ...headers },
    }),
  );
}

describe("POST /preferences", () => {
  it("stores the theme and returns to the page and its filters", async () => {
    const response = await send(
      { theme: "dark" },
      { referer: "http://localhost:10355/offers?gpu=h100&sort=price" },
    );
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/offers?gpu=h100&sort=price");
    expect(response.headers.getSetCookie()).toEqual([
      "gpubroker_theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
    ]);
  });

  it("marks the cookie secure behind https", async () => {
    const response = await send({ locale: "es" }, { "x-forwarded-proto": "https" });
    expect(response.headers.getSetCookie()[0]).toMatch(/^gpubroker_locale=es;.*; Secure$/);
  });

  it.each([
    ["another site", "https://evil.test/offers"],
    ["the same name on another port", "http://localhost:9999/offers"],
    ["another scheme", "ftp://localhost:10355/offers"],
    ["no address", "not a url"],
  ])("redirects to the start page for a referer of %s", async (_name, referer) => {
    expect((await send({ theme: "light" }, { referer })).headers.get("location")).toBe("/");
  });

  it.each(["http://localhost:10355//evil.test/x", "http://localhost:10355/\\evil.test/x"])(
    "never redirects to another site: %s",
    async (referer) => {
      expect((await send({ theme: "light" }, { referer })).headers.get("location")).toBe("/evil.test/x");
    },
  );

  const refused: Record<string, string>[] = [
    { theme: "neon" },
    { locale: "fr" },
    { theme: "dark", admin: "1" },
  ];
  it.each(refused)("refuses %o", async (fields) => {
    const response = await send(fields);
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a subdomain", { "sec-fetch-site": "same-site" }],
    ["the address bar", { "sec-fetch-site": "none" }],
    ["another origin", { origin: "https://evil.test" }],
    ["another port", { origin: "http://localhost:9999" }],
    ["a longer name", { origin: "http://localhost:10355.evil.test" }],
    ["an opaque origin", { origin: "null" }],
    ["an origin with a path", { origin: "http://localhost:10355/x" }],
    ["a client that does not say", { "sec-fetch-site": "" }],
  ])("refuses a form from %s", async (_name, headers) => {
    const response = await send({ theme: "dark" }, headers);
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it.each([
    ["its origin alone", { "sec-fetch-site": "", origin: "http://localhost:10355" }],
    [
      "the host that the door forwards",
      { host: "x", "x-forwarded-host": "gpu.test", origin: "https://gpu.test" },
    ],
  ])("accepts a form of our own by %s", async (_name, headers) => {
    const given: Record<string, string> = headers;
    expect((await send({ theme: "dark" }, given)).status).toBe(303);
  });
});
