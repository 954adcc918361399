import { describe, expect, it } from "vitest";
import { POST } from "./route";

function send(fields: Record<string, string>, headers: Record<string, string> = {}) {
  return POST(
    new Request("http://localhost:10355/preferences", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { host: "localhost:10355", ...headers },
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

  it("refuses a form from another site", async () => {
    expect((await send({ theme: "dark" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });
});
