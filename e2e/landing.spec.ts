import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

/** The limit for scripts on the start page, in kilobytes after gzip. An empty application of the framework needs 135. */
const MAX_SCRIPT_KB = 170;

test("the start page shows the best price of each GPU before any script runs", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/");
  const rows = page.getByRole("table").first().getByRole("row");
  expect(await rows.count()).toBeGreaterThan(5);
  await expect(rows.nth(1)).toContainText(/\$\d/);
  await expect(rows.nth(1)).toContainText(
    /simulated|list (\d{4}-\d{2}-\d{2}|\d{4}–\d{4}|\w{3}(–\w{3})? \d{4})/,
  );
  await context.close();
});

test("the start page links to the offers of a GPU", async ({ page }) => {
  await page.goto("/");
  const link = page.getByRole("table").first().getByRole("link").first();
  const name = (await link.textContent()) ?? "";
  await link.click();
  await expect(page).toHaveURL(/\/offers\?gpu=/);
  await expect(page.getByRole("table", { name: "Offers" })).toContainText(name.trim());
});

test(`the start page loads at most ${MAX_SCRIPT_KB} kB of script`, async ({ page, request }) => {
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.add(response.url());
  });
  await page.goto("/", { waitUntil: "networkidle" });
  let bytes = 0;
  for (const url of scripts) bytes += gzipSync(await (await request.get(url)).body()).length;
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes / 1000).toBeLessThanOrEqual(MAX_SCRIPT_KB);
});

test("scripts without the page's nonce do not run", async ({ page }) => {
  const response = await page.goto("/");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  const ran = await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = '<img src="data:," onerror="window.injected = true">';
    document.body.append(script);
    return new Promise((resolve) => requestAnimationFrame(() => resolve("injected" in window)));
  });
  expect(ran).toBe(false);
});
