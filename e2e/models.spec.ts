import { expect, test } from "@playwright/test";

const LLAMA = "/models/llama-3.3-70b-instruct";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

test("the list finds models, and the URL keeps the search text", async ({ page }) => {
  await page.goto("/models");
  const table = page.getByRole("table", { name: /Models and their prices per token/ });
  await expect(table.getByRole("row").nth(1)).toContainText(/list \d{4}-\d\d-\d\d|simulated/);
  await page.getByRole("searchbox", { name: "Search models" }).fill("llama 3.3 70b");
  await expect(page).toHaveURL(/q=llama/);
  await expect(table.getByRole("rowheader", { name: "Llama 3.3 70B Instruct", exact: true })).toBeVisible();
  await expect(table.getByRole("rowheader", { name: /Qwen/ })).toHaveCount(0);
});

test("a click on a column header sorts the list, and a reload keeps the order", async ({ page }) => {
  await page.goto("/models?served=yes");
  const table = page.getByRole("table", { name: /Models and their prices per token/ });
  await table.getByRole("button", { name: /3 : 1 from/ }).click();
  await expect(page).toHaveURL(/sort=blended/);
  await expect(table.getByRole("columnheader", { name: /3 : 1 from/ })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await page.reload();
  await expect(table.getByRole("columnheader", { name: /3 : 1 from/ })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await page.getByLabel("Developer").selectOption("OpenAI");
  await expect(table.getByRole("rowheader")).toHaveText([/gpt-oss/, /gpt-oss/]);
});

test("a blended price uses the ratio on the page, which the reader can change", async ({ page }) => {
  await page.goto(`${LLAMA}?ratio=1:0`);
  const routed = page.getByRole("row").filter({ hasText: "Hugging Face" }).filter({ hasText: "sambanova" });
  await expect(routed.getByRole("cell").nth(3)).toHaveText("$0.6000");
  const output = page.getByRole("spinbutton", { name: "Output tokens of the blend" });
  await output.fill("1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/ratio=1:1/);
  await expect(output).toBeFocused();
  await expect(routed.getByRole("cell").nth(3)).toHaveText("$0.9000");
  await expect(page.getByRole("columnheader", { name: "Blended at 1 : 1" })).toBeVisible();
});

test("an invalid ratio is refused with an explanation, and an empty box returns to its previous value", async ({
  page,
}) => {
  await page.goto(`${LLAMA}?ratio=1:2`);
  const input = page.getByRole("spinbutton", { name: "Input tokens of the blend" });
  await input.fill("1.5");
  await page.keyboard.press("Enter");
  await expect(input).toHaveAccessibleDescription(/Write whole numbers/);
  await expect(page).toHaveURL(/ratio=1:2/);
  await input.fill("");
  await input.blur();
  await expect(input).toHaveValue("1");
  await expect(page.getByText("Write whole numbers")).toHaveCount(0);
});

test("a model's page shows its providers, its facts, the memory of its weights, and a link to renting", async ({
  page,
}) => {
  await page.goto("/models");
  await page.getByRole("searchbox", { name: "Search models" }).fill("llama 3.3 70b instruct");
  await page.getByRole("link", { name: "Llama 3.3 70B Instruct", exact: true }).click();
  const serving = page.getByRole("table", { name: /Providers of Llama 3.3 70B Instruct/ });
  for (const provider of ["AWS", "DeepInfra", "Hugging Face"])
    await expect(serving.getByRole("rowheader").filter({ hasText: provider }).first()).toBeVisible();
  await expect(serving.getByRole("row").filter({ hasText: "AWS" }).first()).toContainText(
    /list \d{4}-\d\d-\d\d/,
  );
  await expect(page.getByText("70.6 B × 16 bits = 132 GiB, plus 10 % overhead")).toBeVisible();
  await expect(page.getByText("80 layers × 8 heads × 256 values × 2 bytes")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Price history" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Rent a GPU instead?" })).toHaveAttribute(
    "href",
    "/rent-or-call?model=llama-3.3-70b-instruct",
  );
});

test("each line of the price history has a distinct name, and the table states its source", async ({
  page,
}) => {
  // Two price steps of one provider: list prices, which stand for their day, are no lines.
  await page.goto("/models/qwen3-235b-a22b-thinking-2507");
  const history = page.getByRole("region", { name: "Price history" });
  const lines = history.getByRole("listitem");
  await expect(lines.first()).toBeVisible();
  const names = await lines.allInnerTexts();
  expect(names.length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
  await page.goto("/models/llama-3.1-8b-instruct");
  await history.getByText("Table", { exact: true }).click();
  await expect(history.getByRole("columnheader", { name: "Source" })).toBeVisible();
  await expect(history.getByText("simulated", { exact: true }).first()).toBeVisible();
  await expect(history.getByText(/^list \d{4}-\d\d-\d\d$/).first()).toBeVisible();
});

test("unpublished facts are shown as unknown, and a model without providers says so", async ({ page }) => {
  await page.goto("/models/qwen3.6-plus");
  await expect(page.getByText("Its number of parameters is not published")).toBeVisible();
  await page.goto("/models/qwen2.5-32b-instruct");
  await expect(page.getByText("No provider that we track sells it per token")).toBeVisible();
});

test("an unknown model returns 404 with a link to the list", async ({ page }) => {
  const response = await page.goto("/models/no-such-model");
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: "See all models" }).click();
  await expect(page.getByRole("heading", { name: "Models", level: 1 })).toBeVisible();
});

test("the palette finds a model by its name", async ({ page }) => {
  await page.goto("/status");
  const field = page.getByRole("combobox", { name: "Page, GPU, provider, offer or action" });
  // The page reacts to keys only after its script has started, so the test presses the shortcut until the palette opens.
  await expect(async () => {
    if (!(await field.isVisible())) await page.keyboard.press("Control+k");
    await expect(field).toBeFocused({ timeout: 3000 });
  }).toPass();
  await field.fill("kimi k2 thinking");
  await page.getByRole("option", { name: /Kimi K2 Thinking/ }).click();
  await expect(page).toHaveURL(/\/models\/kimi-k2-thinking$/);
});

test("the status page lists unmapped names with the feeds that use them", async ({ page }) => {
  await page.goto("/status");
  const names = page.getByRole("table", { name: "Unmapped names" });
  const row = names.getByRole("row").filter({ hasText: /llama-3\.2-11b-text-preview.*from its list/ });
  await expect(row).toContainText("Model");
  await expect(row).toContainText("Groq from its list");
  await expect(row.getByRole("cell").nth(3)).toHaveText("1");
});

test("the API returns the same models", async ({ request }) => {
  const list = await request.get("/api/v2/models?served=yes&ratio=1:1");
  expect(list.status()).toBe(200);
  const { models } = await list.json();
  expect(models.length).toBeGreaterThan(50);
  expect(models[0].providers).toBeGreaterThan(1);
  const one = await (await request.get("/api/v2/models/llama-3.3-70b-instruct")).json();
  expect(one.offers.length).toBeGreaterThan(4);
  expect((await request.get("/api/v2/models/no-such-model")).status()).toBe(404);
});

test("the pages are available in Spanish", async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "es", url: baseURL }]);
  await page.goto("/models");
  await expect(page.getByRole("heading", { name: "Modelos", level: 1 })).toBeVisible();
  await page.goto(`${LLAMA}?ratio=3:1`);
  await expect(page.getByRole("heading", { name: "Quién lo ofrece" })).toBeVisible();
  await expect(
    page.getByText("70,6 mil millones × 16 bits = 132 GiB, más un 10% de sobrecarga"),
  ).toBeVisible();
});
