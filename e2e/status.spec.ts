import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { providers } from "@/server/providers/registry";

const simulatorUrl = process.env.SIMULATOR_URL ?? "";
/** Here a feed is polled every few seconds, and a failing request is tried three times. */
const POLLS_TIMEOUT_MS = 60_000;

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

test.afterEach(async ({ request }) => {
  const response = await request.delete(`${simulatorUrl}/_control/faults`);
  expect(response.ok()).toBe(true);
});

async function setFault(request: APIRequestContext, provider: string, fault: string): Promise<void> {
  const response = await request.post(`${simulatorUrl}/_control/faults`, { data: { provider, fault } });
  expect(response.status(), await response.text()).toBe(200);
}

/** The rows of one feed in the wide table. */
function feedRows(page: Page, name: string) {
  return page
    .getByRole("table", { name: "Price feeds" })
    .getByRole("rowgroup")
    .filter({
      has: page.getByRole("rowheader", { name: new RegExp(`^${name}\\b`) }),
    });
}

test("every provider has a state, and the sentence at the top counts the feeds", async ({ page }) => {
  await page.goto("/status");
  const counted = new RegExp(`\\d+ of ${providers.length} feeds answered in the last 15 minutes\\.`);
  await expect(page.getByText(counted)).toBeVisible();
  for (const name of ["AWS", "Azure", "Lambda", "Paperspace", "RunPod", "Vast.ai", "Verda", "Vultr"]) {
    await expect(feedRows(page, name).getByText("simulated", { exact: true })).toBeVisible();
  }
  // A simulated market has all keys, so no provider has only list prices.
  await expect(page.getByRole("table", { name: "Providers by list price" })).toHaveCount(0);
});

test("a feed that starts to fail is shown without a reload, with the kind of error and the time, and recovers", async ({
  page,
  request,
}) => {
  await page.goto("/status");
  await expect(page.getByText("updates by itself")).toBeVisible();
  const runpod = feedRows(page, "RunPod");
  await setFault(request, "runpod", "500");
  await expect(runpod.getByText("failing", { exact: true })).toBeVisible({ timeout: POLLS_TIMEOUT_MS });
  await expect(runpod).toContainText(/Failing since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  await expect(runpod).toContainText("It answered with a server error or not at all. unavailable");
  await expect(page.getByText(/Not answering: .*RunPod since/)).toBeVisible();

  await request.delete(`${simulatorUrl}/_control/faults`);
  // The circuit breaker may have opened meanwhile; it then waits a minute before it allows a request.
  await expect(runpod.getByText("fresh", { exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(runpod).not.toContainText("Failing since");
});

test("refused rows are counted, with their reasons", async ({ page, request }) => {
  await page.goto("/status");
  const vultr = feedRows(page, "Vultr");
  await setFault(request, "vultr", "bad_rows");
  const disclosure = vultr.locator("summary").filter({ hasText: /\d+ rows? refused/ });
  await expect(disclosure).toBeVisible({ timeout: POLLS_TIMEOUT_MS });
  await disclosure.click();
  const reasons = vultr.getByRole("table", { name: "Rows of Vultr that did not become offers" });
  await expect(reasons.getByRole("rowheader").filter({ hasText: /price/ }).first()).toBeVisible();
  await expect(reasons.getByRole("row").nth(1).getByRole("cell").first()).toHaveText(/^\d+$/);
});
