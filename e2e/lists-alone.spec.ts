import { expect, type Page } from "@playwright/test";
import { expectNoSidewaysScroll } from "./accessible";
import { listsAlone as test } from "./lists-alone";

const searches = ["", "provider=vastai", "provider=shadeform", "provider=paperspace", "provider=google"];

/** The texts of the table that do not fit where they stand, also those of which only the last line is missing. */
async function cutTexts(page: Page): Promise<string[]> {
  return page.locator("[data-offer] *").evaluateAll((pieces) =>
    pieces
      // What is for screen readers alone is one pixel wide.
      .filter((piece) => getComputedStyle(piece).overflowX === "hidden" && piece.clientWidth > 1)
      .filter(
        (piece) => piece.scrollWidth > piece.clientWidth + 1 || piece.scrollHeight > piece.clientHeight + 1,
      )
      .map((piece) => piece.textContent ?? ""),
  );
}

for (const locale of ["en", "es"]) {
  test(`at 1440 nothing that tells two offers apart is cut, alone and beside the panel (${locale})`, async ({
    page,
    context,
    listsUrl,
  }) => {
    await context.addCookies([{ name: "gpubroker_locale", value: locale, url: listsUrl }]);
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const search of searches) {
      for (const panel of ["", "why=1"]) {
        await page.goto(`${listsUrl}/offers?${[search, panel].filter(Boolean).join("&")}`);
        await expect(page.locator("[data-offer]").first()).toBeVisible();
        if (panel)
          await expect(page.getByRole("complementary").getByRole("heading", { level: 2 })).toBeVisible();
        expect(await cutTexts(page), `${search} ${panel}`).toEqual([]);
        const frame = page.locator("section:has(> [role=table])");
        expect(await frame.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(1);
      }
    }
  });

  test(`on a phone the prices of a provider need no sideways scroll (${locale})`, async ({
    page,
    context,
    listsUrl,
  }) => {
    await context.addCookies([{ name: "gpubroker_locale", value: locale, url: listsUrl }]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const slug of ["together", "huggingface", "aws", "groq", "runpod"]) {
      await page.goto(`${listsUrl}/providers/${slug}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
      const wide = await page
        .locator("section:has(> table)")
        .evaluateAll((frames) =>
          frames.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel),
        );
      expect(wide, slug).toEqual([]);
    }
  });
}

test("a chart with nothing to draw is a short sentence", async ({ page, context, listsUrl }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: listsUrl }]);
  await page.goto(`${listsUrl}/providers/lambda`);
  const empty = page.locator("section").filter({ has: page.getByText("No price in this window.") });
  expect((await empty.boundingBox())?.height).toBeLessThan(160);
});
