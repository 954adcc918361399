import { expect, test } from "@playwright/test";
import { listsAlone } from "./lists-alone";

const pages = ["/", "/gpus", "/gpus/h100-sxm-80", "/models", "/models/llama-3.3-70b-instruct", "/providers"];

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "es", url: baseURL }]);
});

for (const path of [...pages, "/rent-or-call"]) {
  test(`${path} has no column out of sight at 1440`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const hidden = await page
      .locator("section:has(> table)")
      .evaluateAll((frames) =>
        frames.map((frame) => frame.scrollWidth - frame.clientWidth).filter((pixels) => pixels > 1),
      );
    expect(hidden).toEqual([]);
  });

  test(`${path} has words only in the font of the text`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const words = await page.locator("body").evaluate((body) => {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent ?? "";
        const parent = walker.currentNode.parentElement;
        if (!parent || parent.closest("code, pre, kbd, script, style") || !/\p{L}{3,} \p{L}{2,}/u.test(text))
          continue;
        if (/^"?(mono|Geist Mono)/.test(getComputedStyle(parent).fontFamily)) found.push(text);
      }
      return found;
    });
    expect(words).toEqual([]);
  });
}

test("the assumptions have decimal commas, and a comma is understood", async ({ page }) => {
  await page.goto("/rent-or-call");
  const disk = page.getByRole("textbox", { name: "Disco, si la oferta no dice su tarifa" });
  await expect(disk).toHaveValue("0,1");
  await expect(page.getByText("USD/GiB-mes · predeterminado 0,1")).toBeVisible();
  await disk.fill("0,25");
  await expect(page).toHaveURL(/[?&]disk=0\.25$/);
  await expect(disk).toHaveValue("0,25");
  await page.getByRole("textbox", { name: "Horas con las máquinas encendidas" }).fill("30");
  await expect(page.getByText("escribe un número de 0,25 a 24")).toBeVisible();
});

test("a region that is a country has its Spanish name", async ({ page }) => {
  await page.goto("/offers?region=Sweden%252C+SE");
  const cells = page.getByRole("row").filter({ hasText: "Vast.ai" });
  await expect(cells.first()).toContainText("Suecia");
  await expect(page.getByRole("table").getByText("Sweden")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the answer comes before the boxes, and every card is as wide as the page", async ({ page }) => {
    await page.goto("/rent-or-call");
    const answer = await page.getByTestId("answer").boundingBox();
    const box = await page.getByRole("textbox", { name: "Tokens al día" }).boundingBox();
    expect(answer?.y).toBeLessThan(box?.y ?? 0);
    const cards = page
      .getByRole("list", { name: "Opciones por token y máquinas alquiladas" })
      .locator("li[data-kind]");
    await expect(cards.first()).toBeVisible();
    const wide = await cards.evaluateAll((items) =>
      items.filter((item) => item.scrollWidth > item.clientWidth).map((item) => item.textContent),
    );
    expect(wide).toEqual([]);
  });
});

listsAlone("on a phone, the notice of silent feeds takes two lines", async ({ page, context, listsUrl }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "es", url: listsUrl }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${listsUrl}/offers`);
  const notice = page.getByRole("status").filter({ hasText: /^0 de \d+ fuentes respondieron/ });
  const line = 20;
  expect((await notice.boundingBox())?.height).toBeLessThanOrEqual(2 * line + 16);
});
