import { expect, type Page, test } from "@playwright/test";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

const answer = (page: Page) => page.getByTestId("answer");
const rows = (page: Page) =>
  page.getByRole("table", { name: "Calls and rented machines by landed cost" }).locator("tbody tr");

test("API calls and machines are in one list, cheapest first, each with its price, source and range", async ({
  page,
}) => {
  await page.goto("/rent-or-call?speed=0");
  await expect(answer(page).getByRole("heading", { level: 2 })).toHaveText(
    /^(Call|Rent) .+: \$[\d,.]+ a month\.$/,
  );
  await expect(answer(page)).toContainText("A month is 730 hours");
  const rented = page.locator("tr[data-kind=rent]");
  await expect(rented.first()).toContainText("estimate");
  await expect(rented.first()).toContainText("simulated");
  await expect(page.locator("tr[data-kind=call]").first()).toContainText(/list \d{4}-\d\d-\d\d|simulated/);
  const costs = (await rows(page).locator("td:nth-of-type(2)").allInnerTexts()).map((text) =>
    Number(/\$([\d,.]+)/.exec(text)?.[1]?.replaceAll(",", "")),
  );
  expect(costs.length).toBeGreaterThan(3);
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
});

test("an estimate links to the data sheet that it is based on", async ({ page }) => {
  await page.goto("/rent-or-call");
  const first = page.locator("tr[data-kind=rent]").first();
  await first.locator("summary").click();
  await expect(first.getByText(/From [\d,]+ GB\/s and [\d,.]+ TFLOPS/)).toBeVisible();
  await expect(first.locator("details a")).toHaveAttribute("href", /^https:/);
});

test("changing an assumption updates the URL and the result, and the back button restores both", async ({
  page,
}) => {
  await page.goto("/rent-or-call");
  const before = await rows(page).first().innerText();
  await page.getByRole("textbox", { name: "Fee on top of everything" }).fill("50");
  await expect(page).toHaveURL(/[?&]fee=50$/);
  await expect(rows(page).first()).not.toHaveText(before, { useInnerText: true });
  await expect(rows(page).first()).toContainText("fee $");
  await expect(page.getByText("1 changed")).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/rent-or-call$/);
  await expect(page.getByRole("textbox", { name: "Fee on top of everything" })).toHaveValue("0");
  await expect(rows(page).first()).not.toContainText("fee $");
});

test("a link contains all assumptions, and one click restores the defaults", async ({ page }) => {
  await page.goto("/rent-or-call?tokens=500M&bits=4&mbu=40..50..60");
  await expect(page.getByRole("textbox", { name: "Tokens a day" })).toHaveValue("500M");
  await expect(page.getByLabel("Weights on the rented machine")).toHaveValue("4");
  await expect(page.getByRole("textbox", { name: "Memory bandwidth reached while answering" })).toHaveValue(
    "40..50..60",
  );
  await page.getByRole("link", { name: "Back to the defaults" }).click();
  await expect(page).toHaveURL(/\/rent-or-call$/);
  await expect(page.getByRole("textbox", { name: "Tokens a day" })).toHaveValue("10M");
});

test("invalid values are named, in the URL and in a box", async ({ page }) => {
  await page.goto("/rent-or-call?mbu=300&colour=red");
  await expect(page.getByRole("status").filter({ hasText: "colour" })).toContainText(
    "shares are above 0 and at most 100",
  );
  await page.getByRole("textbox", { name: "Tokens a day" }).fill("many");
  await expect(page.getByText("write 250k, 10M or 10000000")).toBeVisible();
  await expect(page).toHaveURL(/mbu=300/);
});

test("a model that fits on no machine says so and suggests a change that would fit", async ({ page }) => {
  await page.goto("/rent-or-call?context=10000000&bits=16");
  await expect(page.getByRole("heading", { name: "No machine can serve this" })).toBeVisible();
  await expect(page.locator("tr[data-kind=rent]")).toHaveCount(0);
  await page.getByRole("link", { name: /^requests of [\d,]+ tokens/ }).click();
  await expect(page.getByRole("heading", { name: "No machine can serve this" })).toBeHidden();
  await expect(page).toHaveURL(/context=\d+/);
});

test("beyond what the model itself reads nothing qualifies, and the page names the limit", async ({
  page,
}) => {
  await page.goto("/rent-or-call?model=llama-3-8b-instruct&context=200000");
  await expect(answer(page).getByRole("heading", { level: 2 })).toHaveText(
    "Llama 3 8B Instruct reads at most 8,192 tokens: nothing can serve a request of 200,000.",
  );
  await expect(page.locator("tr[data-kind=rent]")).toHaveCount(0);
  await page.getByRole("link", { name: /^requests of 8,192 tokens/ }).click();
  await expect(page).toHaveURL(/context=8192/);
  await expect(page.getByRole("heading", { name: "No machine can serve this" })).toBeHidden();
});

test("if a volume would need too many machines, the page names the volume and not the size as the reason", async ({
  page,
}) => {
  await page.goto("/rent-or-call?tokens=100000M&seqs=1&load=1&speed=0");
  await expect(page.getByText(/100B tokens a day would take more than 10,000/)).toBeVisible();
  await expect(page.getByText("The largest machine whose speed we can estimate")).toHaveCount(0);
});

test("an empty box returns to its previous value", async ({ page }) => {
  await page.goto("/rent-or-call?tokens=20M");
  const tokens = page.getByRole("textbox", { name: "Tokens a day" });
  await tokens.fill("");
  await expect(tokens).toHaveValue("");
  await tokens.blur();
  await expect(tokens).toHaveValue("20M");
  await expect(page).toHaveURL(/tokens=20M/);
});

test("a result stays with its own assumptions until the next result arrives", async ({ page }) => {
  await page.goto("/rent-or-call?bits=4");
  await expect(page.getByText(/at 4 bits/)).toBeVisible();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(
    (url) => url.pathname.includes("rentOrCall.compare"),
    (route) => released.then(() => route.continue()),
  );
  await page.getByLabel("Weights on the rented machine").selectOption("8");
  await expect(page).not.toHaveURL(/bits=4/);
  await expect(page.getByText(/at 4 bits/)).toBeVisible();
  release();
  await expect(page.getByText(/at 8 bits/)).toBeVisible();
});

test("the figures of the chart are also available as a table", async ({ page }) => {
  await page.goto("/rent-or-call?speed=0");
  await expect(page.getByRole("img", { name: /^Cost a month from/ })).toBeVisible();
  await page.getByText("Table", { exact: true }).click();
  const table = page.getByRole("table", { name: "Cost a month by volume" });
  await expect(table.getByRole("row").nth(1)).toContainText("$");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the result and the list are shown, and submitting the form updates them", async ({ page }) => {
    await page.goto("/rent-or-call");
    await expect(answer(page)).toContainText("a month");
    expect(await rows(page).count()).toBeGreaterThan(3);
    await page.getByRole("textbox", { name: "Tokens a day" }).fill("500M");
    await page.getByRole("button", { name: "Calculate" }).click();
    await expect(page).toHaveURL(/tokens=500M/);
    await expect(answer(page)).toContainText("a month");
  });
});
