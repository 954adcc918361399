import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

type Rules = { within?: string; only?: string[] };

/** Expects that axe finds no violations on the page, or in a part of it. */
export async function expectAccessible(page: Page, { within, only }: Rules = {}): Promise<void> {
  // Our pages have no frames, and searching for frames doubles the time on a long page. The indicator of Next's development
  // server is excluded because it is not ours.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude("nextjs-portal");
  if (within !== undefined) axe.include(within);
  if (only !== undefined) axe.withRules(only);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("; ")}`),
  ).toEqual([]);
}

/** Expects that the page does not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
