import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./accessible";

type Look = { name: string; width: number; theme: "light" | "dark"; locale: "en" | "es" };

/** Together these cover both widths, both themes and both languages. */
const looks: readonly Look[] = [
  { name: "wide and light", width: 1440, theme: "light", locale: "en" },
  { name: "narrow and dark, in Spanish", width: 390, theme: "dark", locale: "es" },
];
/** Only wide pages have tables, so the dark colours of tables need a separate check. */
const wideAndDark: Look = { name: "wide and dark", width: 1440, theme: "dark", locale: "en" };

const unknownOffer = `/offers/off_${"0".repeat(32)}`;
const pages = [
  "/",
  "/offers",
  "/offers?vram=80..&why=1",
  "/offers?gpu=h100-sxm-80&price=..0.02",
  "/offers?group=gpu",
  "the first offer",
  "two offers side by side",
  "/compare",
  unknownOffer,
  // All rows have the same structure, so checking some of them is enough and takes a fraction of the time.
  "/models?q=llama",
  "/models/llama-3.3-70b-instruct",
  "/models/no-such-model",
  "/gpus?vendor=amd",
  "/gpus/h100-sxm-80",
  "/gpus/h9000",
  "/providers",
  "/providers/lambda",
  "/providers/groq",
  "/rent-or-call?tokens=500M",
  "/status",
];
const pagesWithTables = new Set([
  "/offers",
  "/offers?group=gpu",
  "two offers side by side",
  "/models?q=llama",
  "/gpus?vendor=amd",
  "/providers",
  "/rent-or-call?tokens=500M",
]);

for (const name of pages) {
  for (const look of looks) {
    test(`${name} has no accessibility violations and does not scroll sideways, ${look.name}`, async ({
      page,
      baseURL,
    }) => {
      await open(page, name, look, baseURL);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
  if (pagesWithTables.has(name))
    test(`${name} has enough contrast, ${wideAndDark.name}`, async ({ page, baseURL }) => {
      await open(page, name, wideAndDark, baseURL);
      await expectAccessible(page, { only: ["color-contrast"] });
    });
}

/** The text of the badge in the header. A narrow header has room for only one word. */
const badges = { en: "Simulated market data", es: "Simulado" } as const;

for (const look of looks) {
  test(`a page says that the market is simulated, ${look.name}`, async ({ page, baseURL }) => {
    await open(page, "/status", look, baseURL);
    await expect(page.getByRole("banner").getByText(badges[look.locale], { exact: true })).toBeVisible();
  });
}

async function open(page: Page, name: string, look: Look, baseURL: string | undefined): Promise<void> {
  await page.context().addCookies([
    { name: "gpubroker_theme", value: look.theme, url: baseURL },
    { name: "gpubroker_locale", value: look.locale, url: baseURL },
  ]);
  await page.setViewportSize({ width: look.width, height: 900 });
  await page.goto(name.startsWith("/") ? name : await pathOf(page, name));
  await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${look.locale}`));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if (name.includes("why=1"))
    await expect(page.getByText("Adds up exactly").or(page.getByText("Suma exacta")).first()).toBeVisible();
}

/** Offer ids are different in each database. */
async function pathOf(page: Page, name: string): Promise<string> {
  const response = await page.request.get("/api/v2/offers?source=simulated&limit=2");
  expect(response.ok()).toBe(true);
  const { offers } = await response.json();
  const [one, two] = [offers[0].id, offers[1].id];
  return name === "the first offer" ? `/offers/${one}` : `/compare?ids=${one},${two}`;
}
