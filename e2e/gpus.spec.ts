import { expect, type Page, test } from "@playwright/test";

/** Here the index is recorded every minute, so the first point may take a minute to appear. */
const RECORDINGS_TIMEOUT_MS = 120_000;
const GPU = "h100-sxm-80";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

/** The cells of one column of the wide table, from top to bottom. */
function column(page: Page, place: number) {
  return page
    .getByRole("table", { name: "Price index per GPU" })
    .locator(`tbody tr > :nth-child(${place})`)
    .allInnerTexts();
}

const VRAM_COLUMN = 3;
const MEDIAN_COLUMN = 4;

function prices(texts: readonly string[]): number[] {
  return texts.filter((text) => text.includes("$")).map((text) => Number(text.replace(/[^\d.]/g, "")));
}

test("the table sorts by price and filters by vendor and VRAM, and the URL keeps both", async ({ page }) => {
  await page.goto("/gpus");
  const table = page.getByRole("table", { name: "Price index per GPU" });
  await expect(table.getByRole("row", { name: /^H100 SXM/ })).toContainText("$");

  await table.getByRole("button", { name: "On demand" }).click();
  await expect(page).toHaveURL(/sort=median/);
  await expect(table.getByRole("columnheader", { name: "On demand" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  const rising = prices(await column(page, MEDIAN_COLUMN));
  expect(rising.length).toBeGreaterThan(3);
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  await table.getByRole("button", { name: "On demand" }).click();
  await expect(table.getByRole("columnheader", { name: "On demand" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  const falling = prices(await column(page, MEDIAN_COLUMN));
  expect(falling).toEqual([...falling].sort((a, b) => b - a));

  await page.getByLabel("Vendor", { exact: true }).selectOption("amd");
  await expect(table.getByRole("row", { name: /MI300X/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /H100/ })).toHaveCount(0);
  await page.getByLabel("Vendor", { exact: true }).selectOption("");
  await expect(table.getByRole("row", { name: /^H100 SXM/ })).toBeVisible();
  await page.getByLabel("VRAM, at least").selectOption("80");
  await expect(page).toHaveURL(/min_vram=80/);
  await expect(table.getByRole("row", { name: /^L4 / })).toHaveCount(0);
  const sizes = (await column(page, VRAM_COLUMN)).map((text) => Number.parseFloat(text));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(80);

  await page.reload();
  // Feeds that have just been polled may have added GPUs meanwhile.
  await expect
    .poll(async () => (await column(page, VRAM_COLUMN)).length)
    .toBeGreaterThanOrEqual(sizes.length);
  expect(Math.min(...(await column(page, VRAM_COLUMN)).map(Number.parseFloat))).toBeGreaterThanOrEqual(80);
  await page.goBack();
  await expect(page).not.toHaveURL(/min_vram/);
});

test("filters without a match say so and can be removed, and unknown parameters are named", async ({
  page,
}) => {
  await page.goto("/gpus?vendor=intel&min_vram=9999&colour=red");
  await expect(page.getByRole("heading", { name: "No GPU matches" })).toBeVisible();
  await expect(page.locator("code", { hasText: "colour" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear filters" }).last().click();
  await expect(page.getByRole("table", { name: "Price index per GPU" })).toBeVisible();
});

test("a GPU's page shows both indexes, the offers included and excluded, and a sentence on the forecast", async ({
  page,
}) => {
  await page.goto("/gpus");
  await page.getByRole("table").getByRole("link", { name: "H100 SXM", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/gpus/${GPU}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("H100 SXM");
  await expect(page.getByText(/^Computed .+ ago$/)).toBeVisible();
  await expect(page.getByRole("region", { name: "on demand", exact: true })).toContainText("/GPU-h");

  const shares = page.getByRole("table", { name: "Sources in the index and their weights: on demand" });
  const weights = (await shares.locator("tbody tr > :nth-child(5)").allInnerTexts()).map(Number.parseFloat);
  expect(weights.length).toBeGreaterThanOrEqual(3);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 6);
  await expect(shares.getByText("simulated").first()).toBeVisible();

  const left = page.getByRole("list", { name: "What was left out, and why: on demand" });
  await expect(left.getByText(/^\d+ offers?$/).first()).toBeVisible();
  const example = left.getByRole("list", { name: "For example" }).first().getByRole("link").first();
  await expect(example).toHaveAttribute(
    "href",
    new RegExp(`^/offers/off_[0-9a-f]{32}\\?gpu=${GPU}&reference=\\d{4}-\\d\\d$`),
  );

  await expect(page.getByRole("region", { name: "The next 24 hours" })).toContainText(
    "needs 336 hours of recordings",
  );
  await page.getByRole("link", { name: "Open the offers of this GPU" }).click();
  await expect(page).toHaveURL(new RegExp(`/offers\\?gpu=${GPU}`));
});

test("the history shows recorded points, also as a table, and the URL keeps its window", async ({ page }) => {
  await page.goto(`/gpus/${GPU}`);
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText(/on demand: recorded since/i).count();
      },
      { timeout: RECORDINGS_TIMEOUT_MS, intervals: [5000] },
    )
    .toBe(1);
  await expect(page.getByRole("img", { name: /on demand: typical price between \$/ })).toBeVisible();
  // The index comes first. The history by provider below it has a separate window.
  await page.getByText("24 h", { exact: true }).first().click();
  await expect(page).toHaveURL(/window=24h/);
  await expect(page.getByRole("img", { name: /typical price .* the last 24 hours/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /on demand: from 100 to .* the last 24 hours/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Sources that counted, on demand" })).toContainText(
    /\d+ source/,
  );
  await page.getByText("Table", { exact: true }).first().click();
  const levels = page.getByRole("table", { name: /Index and sources by time/ }).getByRole("row");
  await expect(levels.nth(1)).toContainText(/\d/);
  await page.getByText("Table", { exact: true }).nth(1).click();
  const rows = page.getByRole("table", { name: /Typical price per GPU-hour by time/ }).getByRole("row");
  await expect(rows.nth(1)).toContainText("$");
  await expect(page.getByRole("link", { name: "CSV" })).toHaveAttribute(
    "href",
    /h100-sxm-80\.csv\?window=24h/,
  );
  await page.goBack();
  await expect(page).not.toHaveURL(/window=24h/);
});

test("a window that fails to load leaves the page usable and can be retried", async ({ page }) => {
  await page.goto(`/gpus/${GPU}`);
  const onDemand = page.getByRole("region", { name: "on demand", exact: true });
  await expect(onDemand).toContainText("$");
  const isHistory = (url: URL) => url.pathname.includes("index.gpu");
  await page.route(isHistory, (route) => route.abort());
  await page.getByText("30 d", { exact: true }).first().click();
  await expect(page.getByText("The history did not load.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("H100 SXM");
  await expect(onDemand).toContainText("$");
  await page.unroute(isHistory);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("The history did not load.")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /^What it cost/ })).toBeVisible();
});

test("the page and the API state the same figures", async ({ page, request }) => {
  const body = await (await request.get(`/api/v2/index/${GPU}?window=24h`)).json();
  const median: number = body.on_demand.median_per_gpu_hour.amount_micros;
  expect(median).toBeGreaterThan(100_000);
  for (const kind of [body.on_demand, body.spot]) expect(kind.providers.length).toBe(kind.sources);
  await page.goto(`/gpus/${GPU}`);
  const text = await page.getByRole("region", { name: "on demand", exact: true }).innerText();
  // Prices may move between the two readings, so the figures need not be identical.
  const shown = Number(/\$([\d.]+)/.exec(text)?.[1]);
  expect(Math.abs((shown * 1e6) / median - 1)).toBeLessThan(0.25);
});

test("an unknown GPU is not found, and the page links back to the list", async ({ page }) => {
  const response = await page.goto("/gpus/h9000");
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: "All GPU prices" }).click();
  await expect(page).toHaveURL(/\/gpus$/);
});

test("both pages are completely in Spanish", async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "es", url: baseURL }]);
  await page.goto("/gpus");
  await expect(page.getByRole("heading", { level: 1, name: "Precios por GPU" })).toBeVisible();
  await page.getByRole("table").getByRole("link", { name: "H100 SXM", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Fuentes del índice y sus pesos" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Las próximas 24 horas" })).toContainText(
    "necesita 336 horas",
  );
});

test("the page shows each provider's price over time below the index, also as a table", async ({ page }) => {
  await page.goto(`/gpus/${GPU}`);
  await expect(page.getByText("Price history by provider")).toBeVisible();
  await page.getByText("Table", { exact: true }).last().click();
  const table = page.getByRole("table", { name: "Prices of each provider over time" });
  await expect(table.getByRole("rowheader", { name: "Lambda" })).toBeVisible();
  await expect(table.getByRole("row").filter({ hasText: "Lambda" })).toContainText(/simulated|list price/);
  await expect(table.getByRole("row").nth(1)).toContainText("$");
});
