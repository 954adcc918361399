import { expect, test } from "@playwright/test";
import { control, freeze, idsOf, open, POLLS_TIMEOUT_MS, rows, table } from "./market-table";

const EIGHT_H100 = "/offers?gpu=h100-sxm-80&count=8..8&pricing=on_demand";

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

test.afterEach(async ({ request }) => {
  await control(request, "/unfreeze");
});

test("why the third 8x H100 is the third, and at which price it would be the first", async ({
  page,
  request,
}) => {
  test.setTimeout(2 * POLLS_TIMEOUT_MS);
  await freeze(request);
  await open(page, EIGHT_H100);
  const third = (await idsOf(page))[2];
  await open(page, `${EIGHT_H100}&why=${third}`);
  const panel = page.getByRole("complementary", { name: "Why this order" });
  await expect(
    panel.getByRole("heading", { name: /Why (is this 3rd|does this share [1-3]\w\w)\?/ }),
  ).toBeVisible();
  await expect(panel).toContainText(/It costs \$[\d.]+ more per GPU-hour than the 1st|behind the 1st/);
  await expect(panel).toContainText("Adds up exactly");

  const at = await panel.getByRole("heading", { name: /^First at \$/ }).textContent();
  const wins = Number(/\$([\d.]+)/.exec(at ?? "")?.[1]);
  expect(wins).toBeGreaterThan(0);
  const kept = await panel.getByRole("link", { name: "Compare both" }).getAttribute("href");
  expect(kept).toMatch(/reference=\d{4}-\d\d/);
  expect(kept).toContain("gpu=h100-sxm-80");

  // At that price no other provider is before it; the same provider's other machines get the price as well.
  const asked = async (): Promise<{ id: string; provider: string }[]> =>
    (await (await request.get(`/api/v2${EIGHT_H100}&limit=50`)).json()).offers;
  const offer = (await asked())[2];
  expect(offer?.id).toBe(third);
  await control(request, "/price", {
    provider: offer?.provider,
    match: "H100",
    usdPerGpuHour: wins,
  });
  const othersBefore = async () => {
    const offers = await asked();
    const place = offers.findIndex(({ id }) => id === third);
    return offers.slice(0, place < 0 ? 50 : place).filter(({ provider }) => provider !== offer?.provider);
  };
  // The API answers an address thirty times a minute.
  await expect.poll(othersBefore, { timeout: POLLS_TIMEOUT_MS, intervals: [5000] }).toEqual([]);
});

test("of an H100 whose form nobody states, the least figures stand as at least", async ({ page }) => {
  await open(page, "/offers?gpu=h100-80");
  await rows(page).first().getByRole("link").click();
  await expect(page.getByText(/It has at least [\d,.]+ TFLOPS in FP16/)).toBeVisible();
});

test("a size drops the machines that cannot hold it and says how many; what is no size stays with the way out", async ({
  page,
}) => {
  await open(page, "/offers");
  const box = page.getByRole("combobox", { name: "Model or size" });
  await box.fill("seventy");
  await box.press("Enter");
  await expect(page.getByText(/a size such as 70B/)).toBeVisible();
  await box.fill("70B");
  await box.press("Enter");
  await expect(page).toHaveURL(/model=70b/);
  await expect(page.getByTestId("model-need")).toContainText(/offers are too small and left out/);
  await expect(
    page.getByRole("button", { name: "Remove filter: Holds the model 70B, 8 bits" }),
  ).toBeVisible();
});

test("any row says why it stands where it does, against whom, and at which price it would be first", async ({
  page,
  request,
}) => {
  await freeze(request);
  await open(page, "/offers?gpu=h100-sxm-80&pricing=on_demand&cols=provider,price,score");
  await table(page)
    .locator('[aria-rowindex="4"]')
    .getByRole("button", { name: /^\d+\.\d$/ })
    .click();
  await expect(page).toHaveURL(/why=off_[0-9a-f]{32}/);
  const panel = page.getByRole("complementary", { name: "Why this order" });
  await expect(
    panel.getByRole("heading", { name: /Why (is this 3rd|does this share [1-3]\w\w)\?/ }),
  ).toBeVisible();
  await expect(panel).toContainText(/Adds up exactly/);
  const price = panel.getByRole("row", { name: /^Price/ });
  await expect(price).toContainText(/[−+]\d+\.\d$/);
  for (const equal of ["VRAM", "Throughput", "Memory bandwidth"])
    await expect(panel.getByRole("row", { name: new RegExp(`^${equal}`) })).toContainText(/0$/);
  await expect(panel).toContainText(/First at \$[\d.]+ or less|No price alone would put it first/);
  await panel.getByRole("radio", { name: /^Against 2nd/ }).check();
  await panel.getByRole("button", { name: "Explain the offer above" }).click();
  await expect(
    panel.getByRole("heading", { name: /Why (is this 2nd|does this share [1-2]\w\w)\?/ }),
  ).toBeVisible();

  await page.getByRole("radio", { name: "Cheapest" }).first().check();
  await expect(panel).toContainText("The table is ordered by price per GPU-hour; the score does not count.");
  await expect(panel.getByText("Adds up exactly")).toHaveCount(0);
});

test("the button explains the first, and up to which price it stays there", async ({ page }) => {
  await open(page, "/offers?vram=80..");
  await page.getByRole("button", { name: "Why this order" }).click();
  await expect(page).toHaveURL(/why=1/);
  const panel = page.getByRole("complementary", { name: "Why this order" });
  await expect(
    panel.getByRole("heading", { name: /Why (is this 1st|does this share 1\w\w)\?/ }),
  ).toBeVisible();
  await expect(panel).toContainText(/Stays first up to \$[\d.]+|No price within the scale/);
  await panel.getByText(/How the score is made/).click();
  await expect(panel).toContainText(/reference 2026-11/);
});
