import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./accessible";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

/** Input before the page's script has started is lost, so this repeats the first step until it takes effect. */
async function openPieces(page: Page): Promise<void> {
  await page.goto("/pieces");
  await expect(async () => {
    await page.getByRole("tab", { name: "JSON" }).click();
    await expect(page.getByText('"name": "qwen-lora"')).toBeVisible({ timeout: 1000 });
  }).toPass();
}

const form = (page: Page) => page.getByRole("form", { name: "Pay $46.00 by card" });
const submit = (page: Page) => page.getByRole("button", { name: /^Pay \$46\.00/ });
const messages = (page: Page) => page.getByRole("region", { name: /^Messages/ }).getByRole("listitem");

async function fillIn(page: Page, answer: string): Promise<void> {
  await page.getByLabel("Country").selectOption("EC");
  await page.getByLabel("Number").fill("1710034065");
  await page.getByLabel("Name", { exact: true }).fill("Ana Example");
  await page.getByLabel("E-mail").fill("ana@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a long enough secret");
  await page.getByRole("radio", { name: /^Pro / }).check();
  await page.getByRole("checkbox", { name: /^I accept/ }).check();
  await page.getByLabel("What the server answers").selectOption({ label: answer });
}

for (const look of [
  { name: "wide and light", width: 1440, theme: "light", locale: "en" },
  { name: "narrow and dark, in Spanish", width: 390, theme: "dark", locale: "es" },
  { name: "wide and dark", width: 1440, theme: "dark", locale: "en" },
])
  test(`the components have no accessibility violations, at rest and with issues, ${look.name}`, async ({
    page,
    baseURL,
  }) => {
    await page.context().addCookies([
      { name: "gpubroker_theme", value: look.theme, url: baseURL },
      { name: "gpubroker_locale", value: look.locale, url: baseURL },
    ]);
    await page.setViewportSize({ width: look.width, height: 900 });
    await page.goto("/pieces");
    await expectAccessible(page);
    await expect(async () => {
      await page.locator("form button[type=submit]").last().click();
      await expect(page.locator("[aria-invalid=true]").first()).toBeFocused({ timeout: 1000 });
    }).toPass();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

test("a refused submission moves the focus to the first invalid field, and the summary links to each", async ({
  page,
}) => {
  await openPieces(page);
  await page.getByLabel("Name", { exact: true }).fill("Ana Example");
  await submit(page).click();
  await expect(page.getByLabel("Country")).toBeFocused();
  await expect(form(page).getByText("6 things need your attention")).toBeVisible();
  await form(page).getByRole("link", { name: "E-mail" }).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("Fill this in");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Example");
});

test("a field is validated on blur and says what is wrong, and the issue disappears when it is corrected", async ({
  page,
}) => {
  await openPieces(page);
  const number = page.getByLabel("Number");
  await number.focus();
  await number.blur();
  await expect(number).not.toHaveAttribute("aria-invalid", "true");
  await number.fill("1710034064");
  await number.blur();
  await expect(number).toHaveAccessibleDescription("The check digit does not match Ten digits.");
  await number.fill("1710034065");
  await expect(number).not.toHaveAttribute("aria-invalid", "true");
});

test("a click on the button counts even if the field that loses the focus gets an issue", async ({
  page,
}) => {
  await openPieces(page);
  await page.getByLabel("Disk").fill("4.5");
  await submit(page).click();
  await expect(page.getByLabel("Disk")).toHaveAccessibleDescription("Write a whole number GB");
  await expect(page.getByLabel("Country")).toBeFocused();
});

test("amounts are parsed in the user's language and stored in whole cents", async ({
  page,
  context,
  baseURL,
}) => {
  await openPieces(page);
  const credit = page.getByLabel("Credit", { exact: true });
  await credit.fill("4.99");
  await credit.blur();
  await expect(credit).toHaveAccessibleDescription("Write an amount from $5.00 to $500.00");
  await credit.fill("5.001");
  await expect(credit).toHaveAccessibleDescription("Write a number, such as 12.5");
  await credit.fill("5.00");
  await expect(credit).not.toHaveAttribute("aria-invalid", "true");
  await context.addCookies([{ name: "gpubroker_locale", value: "es", url: baseURL }]);
  await page.reload();
  await expect(page.getByLabel("Crédito", { exact: true })).toHaveValue("25,00");
});

test("a valid form is sent once, however often the button is clicked", async ({ page }) => {
  await openPieces(page);
  await fillIn(page, "accepts");
  await submit(page).dblclick();
  await expect(messages(page)).toHaveCount(1);
  await expect(submit(page)).not.toHaveAttribute("aria-disabled", "true");
  await expect(messages(page)).toHaveText(["Saved"]);
});

test("a field that the server refuses is marked, and the input is kept", async ({ page }) => {
  await openPieces(page);
  await fillIn(page, "refuses the e-mail");
  await submit(page).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("An account with this address exists");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("a long enough secret");
});

test("a refusal of the whole form appears at the top with its request id, and a lost response has a different message", async ({
  page,
}) => {
  await openPieces(page);
  await fillIn(page, "refuses it all");
  await submit(page).click();
  await expect(
    page.getByText(
      "Something else changed this in the meantime. Load it again. What you typed is still here.",
    ),
  ).toBeVisible();
  await expect(form(page).getByText("req_01K7WB6T")).toBeVisible();
  await expect(form(page).getByRole("region")).toBeFocused();
  await page.getByLabel("What the server answers").selectOption({ label: "nothing" });
  await submit(page).click();
  await expect(page.getByText("The server did not respond")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("ana@example.com");
});

test("a password can be shown", async ({ page }) => {
  await openPieces(page);
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show the password" }).click();
  await expect(password).toHaveAttribute("type", "text");
});

test("a menu can be used by keyboard and restores the focus", async ({ page }) => {
  await openPieces(page);
  const trigger = page.getByRole("button", { name: "Pod", exact: true });
  await trigger.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Open in VS Code" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: /^Stop/ })).toBeFocused();
  // Disabled items are skipped.
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Delete", exact: true })).toBeFocused();
  await expectAccessible(page, { within: "[role=menu]" });
  await page.keyboard.press("Escape");
  await expect(trigger).toBeFocused();
});

test("arrow keys move between tabs", async ({ page }) => {
  await openPieces(page);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "CLI" })).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: "CLI" })).toContainText("gpubroker launch");
});

test("an irreversible action asks for the exact words and states what is lost and what is still billed", async ({
  page,
}) => {
  await openPieces(page);
  await page.getByRole("button", { name: "Delete a pod" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete axolotl-7b?" });
  await expect(question).toContainText("What is lost");
  await expect(question).toContainText("What continues to cost money");
  const words = question.getByLabel("Type axolotl-7b to confirm");
  await expect(words).toBeFocused();
  await words.fill("axolotl");
  await question.getByRole("button", { name: "Delete axolotl-7b" }).click();
  await expect(words).toHaveAccessibleDescription("Type exactly: axolotl-7b");
  await expectAccessible(page, { within: "dialog[open]" });
  await words.fill("axolotl-7b");
  await words.press("Enter");
  await expect(question).toBeHidden();
  await expect(messages(page)).toHaveText(["Delete a pod"]);
});

test("a reason is required and passed on, and Escape cancels", async ({ page }) => {
  await openPieces(page);
  await page.getByRole("button", { name: "Suspend", exact: true }).click();
  const question = page.getByRole("alertdialog", { name: "Suspend Example Studio?" });
  await expect(question.getByLabel("Reason")).toBeFocused();
  await question.getByRole("button", { name: "Suspend Example Studio" }).click();
  await expect(question.getByLabel("Reason")).toHaveAccessibleDescription(
    "Fill this in The organization sees it, and the audit keeps it.",
  );
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(messages(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Suspend", exact: true }).click();
  await question.getByLabel("Reason").fill("Three payments failed");
  await question.getByRole("button", { name: "Suspend Example Studio" }).click();
  await expect(messages(page)).toContainText("Three payments failed");
});

test("a harmless confirmation puts the initial focus on cancel", async ({ page }) => {
  await openPieces(page);
  await page.getByRole("button", { name: "End a session" }).first().click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
});

test("a message stays while the pointer is over it, then disappears, but an error stays", async ({
  page,
}) => {
  await page.clock.install();
  await page.goto("/pieces");
  await expect(async () => {
    await page.getByRole("button", { name: "Fail" }).click();
    await expect(messages(page)).not.toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: "Remove a key" }).click();
  const removed = messages(page).filter({ hasText: "The key ci-runner was removed" });
  await removed.hover();
  await page.clock.fastForward(60_000);
  await expect(removed).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.fastForward(15_000);
  await expect(removed).toBeHidden();
  await expect(messages(page).first()).toContainText("The probe did not answer");
});

test("F8 moves the focus to a message, and its action undoes the change", async ({ page }) => {
  await openPieces(page);
  await page.getByRole("button", { name: "Remove a key" }).click();
  await page.keyboard.press("F8");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await expectAccessible(page, { within: "[role=region][aria-label^=Messages]" });
  await page.keyboard.press("Enter");
  await expect(messages(page).filter({ hasText: "The key is back" })).toBeVisible();
});
