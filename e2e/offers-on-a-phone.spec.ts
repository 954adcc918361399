import { expect, test } from "@playwright/test";
import { expectNoSidewaysScroll } from "./accessible";
import { open } from "./market-table";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

test("offers are cards, filters open in a sheet, and the page does not scroll sideways", async ({ page }) => {
  await open(page, "/offers");
  const cards = page.getByRole("list", { name: "Offers" }).getByRole("article");
  await expect(cards.first()).toContainText("/GPU-h");
  await page.getByRole("button", { name: "Filters" }).tap();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await sheet.getByText("On demand", { exact: true }).tap();
  await sheet.getByRole("button", { name: /^Show [\d,]+ offers$/ }).tap();
  await expect(page).toHaveURL(/pricing=on_demand/);
  await expect(sheet).toBeHidden();
  await expect(cards.filter({ hasText: "spot" })).toHaveCount(0);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await cards.first().getByRole("link", { name: "Open" }).tap();
  await expect(page).toHaveURL(/\/offers\/off_[0-9a-f]{32}/);
});

for (const group of ["gpu", "provider", "region", "country", "count"]) {
  for (const locale of ["en", "es"]) {
    test(`offers grouped by ${group} fit the screen (${locale})`, async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: "gpubroker_locale", value: locale, url: baseURL }]);
      await open(page, `/offers?group=${group}`);
      await expect(page.getByRole("main").getByRole("listitem").getByRole("term").first()).toBeVisible();
      await expectNoSidewaysScroll(page);
      const cut = await page
        .locator("main li dd")
        .evaluateAll((figures) => figures.filter((one) => one.scrollWidth > one.clientWidth).length);
      expect(cut).toBe(0);
    });
  }
}

test("every control is large enough to touch", async ({ page }) => {
  await open(page, "/offers?gpu=h100-sxm-80");
  await expect(page.getByRole("article").first()).toBeVisible();
  const small = await page
    .locator("main :is(button, a, select, input[type=search])")
    .evaluateAll((controls) =>
      controls
        .map((element) => ({ name: element.textContent ?? "", box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
        .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
    );
  expect(small).toEqual([]);
});
