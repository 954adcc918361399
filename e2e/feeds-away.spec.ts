import { expect, test } from "@playwright/test";

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
  await expect(page.getByRole("status").filter({ hasText: /^Live$/ })).toHaveCount(0);
});
