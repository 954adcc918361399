import { expect, test } from "@playwright/test";

/** What a client must not be able to choose: with it, an injected script would run. */
const planted = {
  "content-security-policy": "script-src 'nonce-planted'",
  "content-security-policy-report-only": "script-src 'nonce-planted'",
  "x-nonce": "planted",
};

for (const path of [
  "/icon.svgX",
  "/icon.svg/x",
  "/_next/static/none.js",
  "/_next/imageX",
  "/_global-error",
  "/no-such-page",
]) {
  test(`${path} has the policy of a page, with a nonce of our own`, async ({ request }) => {
    const response = await request.get(path, { headers: planted });
    expect(response.status()).toBe(404);
    expect(response.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']{24}'/);
    expect(await response.text()).not.toContain("planted");
  });
}

test("a static file is served as before", async ({ request }) => {
  const response = await request.get("/icon.svg");
  expect([response.status(), response.headers()["content-type"]]).toEqual([200, "image/svg+xml"]);
});

test("no image is fetched or resized for anybody", async ({ request }) => {
  const response = await request.get("/_next/image?url=%2Ficon.svg&w=64&q=75");
  expect(response.status()).toBe(404);
});

for (const [path, status] of [
  ["/api", 404],
  ["/api/nope", 404],
  ["/api/v3/offers", 404],
  ["/api/health/nope", 404],
  ["/api/v2/nope", 404],
  ["/api/v2/index/%25%ff", 400],
] as const) {
  test(`${path} is refused in the form of the API`, async ({ request }) => {
    for (const method of ["GET", "POST"]) {
      const response = await request.fetch(path, { method });
      expect(response.headers()["content-type"]).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({ status, instance: path });
      expect(response.status()).toBe(status);
    }
  });
}

test("a form that is not ours changes no preference", async ({ request, baseURL }) => {
  const send = (headers: Record<string, string>) =>
    request.post("/preferences", { form: { theme: "dark" }, headers, maxRedirects: 0 });
  const foreign = await send({ origin: "https://evil.test" });
  expect([foreign.status(), foreign.headers()["set-cookie"]]).toEqual([403, undefined]);
  const own = await send({ origin: baseURL ?? "" });
  expect([own.status(), own.headers().location]).toEqual([303, "/"]);
});
