import { expect, type Page, test } from "@playwright/test";
import { freeze, open, rows, table } from "./market-table";

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

const odd = ["\u0000", "\uD800", "\u202Egnp", "-0", "1e309", "٤", "%", "'", "<b>", "9".repeat(500)];
const fields = [
  "q",
  "gpu",
  "country",
  "region",
  "price",
  "hourly",
  "vram",
  "weights",
  "group",
  "sort",
  "page",
];

for (const page of ["/offers", "/compare", "/models", "/gpus", "/rent-or-call"])
  test(`${page} answers whatever stands in its address`, async ({ request }) => {
    for (const text of odd) {
      const query = fields
        .map((field) => `${field}=${encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"))}`)
        .join("&");
      const response = await request.get(`${page}?${query}`);
      // The door refuses NUL in an address, whatever the page.
      expect([text, response.status()]).toEqual([text, text === "\u0000" ? 400 : 200]);
      // Every page carries the words of its error page; what it shows stands outside its scripts.
      const shown = (await response.text()).replace(/<script\b[\s\S]*?<\/script>/g, "");
      expect(shown).not.toContain("This page did not load");
    }
  });

test("grouped by country, the offers whose country nobody states are a group that can be opened", async ({
  page,
  request,
}) => {
  // A market that has just started goes on growing.
  await freeze(request);
  await page.goto("/offers?group=country");
  const unknown = page
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: "unknown", exact: true }) });
  const [digits = ""] = /^[\d,]+/.exec((await unknown.getByRole("cell").nth(0).innerText()).trim()) ?? [];
  const count = Number(digits.replaceAll(",", ""));
  expect(count).toBeGreaterThan(0);
  await unknown.getByRole("link", { name: "unknown", exact: true }).click();
  await expect(page).toHaveURL(/country=unknown/);
  await expect(page.getByTestId("offer-count")).toContainText(
    new RegExp(`^${count.toLocaleString("en")} of`),
  );
  await expect(page.getByRole("button", { name: "Remove filter: Country unknown" })).toBeVisible();
});

test("what is typed in a price box and is no price stays there, with what is wrong", async ({ page }) => {
  await open(page, "/offers");
  const box = page.getByRole("textbox", { name: "Price, $/GPU-h: from" });
  for (const typed of ["-5", "1e309", "abc", "💸", "1.2.3"]) {
    await box.fill(typed);
    await box.press("Enter");
    await expect(page.getByText("write a plain number")).toBeVisible();
    await expect(box).toHaveValue(typed);
  }
  await expect(page).not.toHaveURL(/price=/);
});

test("the price of a row, typed as it is shown, finds the row", async ({ page, request }) => {
  await freeze(request);
  await open(page, "/offers?sort=-price");
  const cells = await rows(page).nth(2).getByText(/^\$/).allTextContents();
  const shown = (cells[0] ?? "").replace(/[$,]/g, "");
  const id = await rows(page).nth(2).getAttribute("data-offer");
  for (const end of ["from", "to"])
    await page.getByRole("textbox", { name: `Price, $/GPU-h: ${end}` }).fill(shown);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/price=/);
  await expect(table(page).locator(`[data-offer="${id}"]`)).toBeVisible();
});

test("the score of an offer is the same on the market, on its page and in a comparison, under the same weights", async ({
  page,
  request,
}) => {
  await freeze(request);
  await open(page, "/offers?preset=training&gpu=h100-sxm-80");
  const first = rows(page).first();
  const score = await first
    .getByRole("cell")
    .filter({ hasText: /^\d{1,3}\.\d$|^0\.\d{3}$/ })
    .last()
    .textContent();
  const points = (Number(score) <= 1 ? Number(score) * 100 : Number(score)).toFixed(1);
  await first.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/offers\/off_[0-9a-f]+\?.*preset=training/);
  await expect(page.getByRole("region", { name: "Score" })).toContainText(points);
  await page.getByRole("article").getByRole("link", { name: "Compare" }).click();
  await expect(page).toHaveURL(/\/compare\?ids=off_.*preset=training/);
  await expect(page.getByRole("row", { name: "Score, of 100" })).toContainText(points);
});

/** The code of the panel does not arrive: the page fails in the browser, and no server has seen it. */
async function failInBrowser(page: Page): Promise<void> {
  await page.route(/\/_next\/static\/.*\.js/, (route) => route.abort());
  await page.getByRole("button", { name: "Why this order" }).click();
  await expect(failure(page)).toBeVisible();
}

/** Next.js has an alert of its own for the titles of pages. */
function failure(page: Page) {
  return page.getByRole("alert").filter({ hasText: "This page did not load" });
}

test("a page that fails names the request that brought it", async ({ page }) => {
  const opened = await page.goto("/offers");
  await expect(page.getByRole("status").filter({ hasText: /^Simulated prices, updating$/ })).toBeVisible();
  await failInBrowser(page);
  await expect(failure(page)).toContainText(`Request ${opened?.headers()["x-request-id"]}`);
});

test("a page to which its reader went names its own request, not that of the page before", async ({
  page,
}) => {
  const ids: string[] = [];
  page.on("response", (response) => {
    if (/\/offers\?(?:.*&)?_rsc=/.test(response.url())) ids.push(response.headers()["x-request-id"] ?? "");
  });
  await page.goto("/gpus");
  await page.getByRole("link", { name: "Market", exact: true }).first().click();
  await expect(page.getByRole("status").filter({ hasText: /^Simulated prices, updating$/ })).toBeVisible();
  await failInBrowser(page);
  await expect(failure(page)).toContainText(`Request ${ids.at(-1)}`);
});

test("a page that does not exist names its request", async ({ page }) => {
  for (const path of [
    "/no-such-page",
    `/offers/off_${"0".repeat(32)}`,
    "/gpus/none",
    "/models/none",
    "/providers/none",
  ]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.locator("main")).toContainText(`Request ${response?.headers()["x-request-id"]}`);
  }
});
