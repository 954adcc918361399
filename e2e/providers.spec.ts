import { expect, type Page, test } from "@playwright/test";
import { providers } from "@/server/providers/registry";

async function setLocale(page: Page, locale: "en" | "es", baseURL: string | undefined): Promise<void> {
  await page.context().addCookies([{ name: "gpubroker_locale", value: locale, url: baseURL }]);
}

test("the list compares all providers, and a provider's page shows its features and quirks", async ({
  page,
  baseURL,
}) => {
  await setLocale(page, "en", baseURL);
  await page.goto("/providers");
  await expect(page.getByRole("table", { name: "Providers" }).getByRole("rowheader")).toHaveCount(
    providers.length,
  );
  await page.getByRole("link", { name: "Lambda" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lambda" })).toBeVisible();
  await expect(page.getByText("it cannot be stopped, only terminated")).toBeVisible();
  await expect(page.getByText("None yet. Once machines are launched from here")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Worth knowing" })).toBeVisible();
  await page.getByRole("row", { name: /H100/ }).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/offers\?provider=lambda&gpu=h100/);
});

test("a provider that only sells tokens shows the price of each model with a link to the model", async ({
  page,
  baseURL,
}) => {
  await setLocale(page, "en", baseURL);
  await page.goto("/providers");
  const row = page.getByRole("row", { name: /Groq/ });
  // The page is streamed: its headers can be read once its rows are there.
  await expect(row).toBeVisible();
  const column = await page.getByRole("columnheader").allTextContents();
  // Its feed has no token prices but its price list does, and the row states both.
  const listed = page.getByRole("row", { name: /AWS/ }).getByRole("cell");
  await expect(listed.nth(column.indexOf("Per token") - 1)).toHaveText("list price");
  const models = await row
    .getByRole("cell")
    .nth(column.indexOf("Models") - 1)
    .innerText();
  await row.getByRole("link").click();
  const prices = page.getByRole("table", { name: "Prices per token" });
  await expect(prices.getByRole("rowheader")).toHaveCount(Number(models));
  await expect(prices.getByText(/^simulated list \d{4}-\d\d-\d\d$/).first()).toBeVisible();
  await prices.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/models\//);
});

test("a provider's page is completely in Spanish, including its quirks", async ({ page, baseURL }) => {
  await setLocale(page, "es", baseURL);
  await page.goto("/providers/lambda");
  await expect(page.getByRole("heading", { name: "Conviene saber" })).toBeVisible();
  await expect(page.getByText("An instance cannot be stopped")).toHaveCount(0);
});

test("an unknown provider returns 404 with a link to the list", async ({ page, baseURL }) => {
  await setLocale(page, "en", baseURL);
  const response = await page.goto("/providers/nobody");
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: "All providers" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Providers" })).toBeVisible();
});

test("on a phone the pages that do not fit in the bar open above it, also without scripts", async ({
  browser,
  baseURL,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({
      baseURL,
      javaScriptEnabled,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto("/status");
    const bar = page.getByRole("navigation").filter({ has: page.getByText(/^(More|Más)$/) });
    await bar.getByText(/^(More|Más)$/).click();
    await bar.getByRole("link", { name: /Providers|Proveedores/ }).click();
    await expect(page).toHaveURL(/\/providers$/);
    await context.close();
  }
});
