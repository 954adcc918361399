import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessible";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and go" });
const field = (page: Page) => page.getByRole("combobox", { name: "Page, GPU, provider, offer or action" });
const searchButton = (page: Page) => page.getByRole("button", { name: "Search", exact: true });

/** The page reacts to keys only after its script has started, so this presses the shortcut until the palette opens. */
async function openByKeyboard(page: Page): Promise<void> {
  await expect(async () => {
    if (!(await palette(page).isVisible())) await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused({ timeout: 3000 });
  }).toPass();
}

/** The two keys must be pressed within a second, which may fail on a busy machine, so this retries. */
async function goByKeys(page: Page, letter: string, address: RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await expect(page).toHaveURL(address, { timeout: 5000 });
  }).toPass();
}

test("the keyboard opens the palette, finds a GPU and opens its offers", async ({ page }) => {
  await page.goto("/status");
  await openByKeyboard(page);
  await field(page).fill("h100");
  await expect(page.getByRole("option", { selected: true })).toContainText("H100 80 GB");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toContainText("H100 SXM");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/offers\?gpu=h100-sxm-80&reference=\d{4}-\d\d$/);
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole("button", { name: /^Remove filter: GPU H100 SXM/ })).toBeVisible();
});

test("offers are found by text and open on their page", async ({ page }) => {
  await page.goto("/offers");
  await openByKeyboard(page);
  await field(page).fill("vultr a100");
  const offer = page.getByRole("group", { name: "Offers" }).getByRole("option").filter({ hasText: "/GPU-h" });
  await expect(offer.first()).toContainText("Vultr");
  expect(await offer.count()).toBeLessThanOrEqual(6);
  await offer.first().click();
  await expect(page).toHaveURL(/\/offers\/off_[0-9a-f]{32}\?q=vultr\+a100&reference=\d{4}-\d\d$/);
});

test("Escape closes the palette and restores the focus", async ({ page }) => {
  await page.goto("/compare");
  await openByKeyboard(page);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await searchButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(field(page)).toBeFocused();
  await field(page).fill("status");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(searchButton(page)).toBeFocused();

  const search = page.getByRole("searchbox", { name: /Add an offer/ });
  await search.focus();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(search).toBeFocused();
});

test("g and a letter open a page, but not while the user is typing", async ({ page }) => {
  await page.goto("/offers");
  await openByKeyboard(page);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await page.getByRole("searchbox", { name: "Search the offers" }).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/q=gs/);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("j");
  await goByKeys(page, "c", /\/compare$/);
  await goByKeys(page, "s", /\/status$/);
  await goByKeys(page, "o", /\/offers$/);
});

test("actions download the filtered offers and change the theme and the language", async ({ page }) => {
  await page.goto("/offers?gpu=h100-sxm-80&group=provider&why=1");
  await openByKeyboard(page);
  await field(page).fill("csv");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  // What a copied address freezes, the file freezes too.
  expect(new URL((await download).url()).search).toMatch(/^\?gpu=h100-sxm-80&reference=\d{4}-\d\d$/);

  await page.goto("/status");
  await openByKeyboard(page);
  await expect(page.getByRole("option", { name: /CSV/ })).toHaveCount(0);
  await field(page).fill("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await openByKeyboard(page);
  await field(page).fill("espanol");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page).toHaveURL(/\/status$/);
  await expect(page.getByRole("button", { name: "Buscar", exact: true })).toBeVisible();
});

test("the palette's script loads when it is opened, and the start page has no button for it", async ({
  page,
}) => {
  const scripts: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script" && response.ok()) scripts.push(response.text());
  });
  const withPalette = async () => (await Promise.all(scripts)).filter((text) => text.includes("cmdk-input"));
  await page.goto("/");
  await expect(searchButton(page)).toHaveCount(0);
  await page.goto("/compare");
  await expect(searchButton(page)).toBeVisible();
  expect(scripts.length).toBeGreaterThan(0);
  expect(await withPalette()).toEqual([]);
  await openByKeyboard(page);
  expect(await withPalette()).not.toEqual([]);
});

for (const theme of ["light", "dark"]) {
  test(`the open palette has no accessibility violations in the ${theme} theme`, async ({
    page,
    context,
    baseURL,
  }) => {
    await context.addCookies([{ name: "gpubroker_theme", value: theme, url: baseURL }]);
    const refused: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refused.push(message.text());
    });
    await page.goto("/offers");
    await openByKeyboard(page);
    for (const text of ["", "h100", "zzzz"]) {
      await field(page).fill(text);
      await expect(palette(page).getByRole("status")).toContainText(/^\d+ results$|^Nothing by that name$/);
      await expectAccessible(page, { within: "dialog[open]" });
    }
    expect(refused).toEqual([]);
  });
}
