import { expect, test } from "@playwright/test";
import { control, freeze, idsOf, open, POLLS_TIMEOUT_MS, rows } from "./market-table";

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
  await expect(panel.getByRole("heading", { name: "Why is this 3rd?" })).toBeVisible();
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
