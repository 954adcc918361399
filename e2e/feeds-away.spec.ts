import { expect } from "@playwright/test";
import { listsAlone as test } from "./lists-alone";
import { rows } from "./market-table";

type Listed = { price_is_past: boolean; listed_on: string | null };

test.beforeEach(async ({ context, listsUrl, baseURL }) => {
  for (const url of [listsUrl, baseURL ?? ""])
    await context.addCookies([{ name: "gpubroker_locale", value: "en", url }]);
});

test("with every feed away, the first of the market is no spot price of the past, and those all come last", async ({
  page,
  request,
  listsUrl,
}) => {
  const { offers }: { offers: Listed[] } = await (await request.get(`${listsUrl}/api/v2/offers`)).json();
  const past = offers.map((offer) => offer.price_is_past);
  expect(past).toContain(true);
  expect(past.lastIndexOf(false)).toBeLessThan(past.indexOf(true));
  expect(offers.every((offer) => offer.listed_on !== null)).toBe(true);

  await page.goto(`${listsUrl}/offers`);
  const first = rows(page).first();
  await expect(first).toContainText(/list (\d{4}-\d\d-\d\d|\d{4}–\d{4}|\w{3}(–\w{3})? \d{4})/);
  await expect(first).not.toContainText("spot");
});

test("with every feed away, no page says live or now of a price", async ({ page, listsUrl }) => {
  await page.goto(`${listsUrl}/offers`);
  await expect(page.getByText(/^0 of \d+ feeds answered/)).toBeVisible();
  await expect(
    page.getByRole("status").filter({ hasText: /^(Live|Simulated prices, updating)$/ }),
  ).toHaveCount(0);
  await page.goto(listsUrl);
  await expect(page.getByRole("heading", { name: /^Best price for each GPU/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: /\bnow\b/i })).toHaveCount(0);
});

test("with every feed away, the market does not call itself live beside '0 feeds answered'", async ({
  page,
  context,
  baseURL,
}) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
  const answered = new Date(Date.now() - 3 * 3_600_000).toISOString();
  // The product has no way to age its feeds, so the answer about them is made older on its way to the page.
  await page.route(/providers\.health/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({
      response,
      body: text
        .replace(/"lastSuccessAt":"[^"]+"/g, `"lastSuccessAt":"${answered}"`)
        .replace(/"state":"fresh"/g, '"state":"stale"'),
    });
  });
  await page.goto("/offers");
  const mark = page.getByRole("status").filter({ hasText: /^Connected; no feed has answered since/ });
  await expect(mark).toContainText(answered.slice(0, 16).replace("T", " "));
  await expect(page.getByText(/^0 of \d+ feeds answered/)).toBeVisible();
  await expect(
    page.getByRole("status").filter({ hasText: /^(Live|Simulated prices, updating)$/ }),
  ).toHaveCount(0);
  // A call that is still being answered when the test ends would fail it.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
