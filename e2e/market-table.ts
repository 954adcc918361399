import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";

const simulatorUrl = process.env.SIMULATOR_URL ?? "";
/** Here a feed is polled every few seconds, but a slow machine may need several polls. */
export const POLLS_TIMEOUT_MS = 60_000;

/** Sends a command to the market simulator. */
export async function control(request: APIRequestContext, path: string, body: object = {}): Promise<void> {
  const response = await request.post(`${simulatorUrl}/_control${path}`, { data: body });
  expect(response.status(), await response.text()).toBe(200);
}

/** Freezes the market. Two equal readings, taken further apart than two polls of a feed, include all earlier changes. */
export async function freeze(request: APIRequestContext): Promise<void> {
  await control(request, "/freeze");
  let before = "";
  await expect
    .poll(
      async () => {
        const { offers }: { offers: { id: string; price_per_gpu_hour: object; availability: string }[] } =
          await (await request.get("/api/v2/offers?source=simulated")).json();
        const text = JSON.stringify(
          offers.map(({ id, price_per_gpu_hour, availability }) => [id, price_per_gpu_hour, availability]),
        );
        const isStill = text === before;
        before = text;
        return isStill;
      },
      { timeout: POLLS_TIMEOUT_MS, intervals: [9000] },
    )
    .toBe(true);
}

export function table(page: Page): Locator {
  return page.getByRole("table", { name: "Offers" });
}

/** The visible rows, from top to bottom. */
export function rows(page: Page): Locator {
  return table(page).locator("[data-offer]");
}

/** Waits until the page is live: it reacts to clicks only after its script has started. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(
    page.getByRole("status").filter({ hasText: /^(Simulated prices, updating|Precios simulados, al día)$/ }),
  ).toBeVisible();
}

export async function textsOf(page: Page, column: number): Promise<string[]> {
  const cells = await rows(page).evaluateAll(
    (lines, place) =>
      lines.map((line) => ({
        at: Number(line.getAttribute("aria-rowindex")),
        text: line.children[place]?.textContent ?? "",
      })),
    column,
  );
  return cells.sort((a, b) => a.at - b.at).map(({ text }) => text);
}

export async function columnOf(page: Page, name: string | RegExp): Promise<number> {
  const heads = await table(page).getByRole("columnheader").allTextContents();
  const place = heads.findIndex((head) => (typeof name === "string" ? head === name : name.test(head)));
  expect(place, `no column ${name} in ${heads.join(", ")}`).toBeGreaterThanOrEqual(0);
  return place;
}

export async function pricesOf(page: Page): Promise<number[]> {
  const texts = await textsOf(page, await columnOf(page, "$/GPU-h"));
  return texts.map((text) => Number(/\$([\d.,]+)$/.exec(text)?.[1]?.replaceAll(",", "")));
}

export async function idsOf(page: Page): Promise<string[]> {
  const lines = await rows(page).evaluateAll((elements) =>
    elements.map((line) => ({
      at: Number(line.getAttribute("aria-rowindex")),
      id: line.getAttribute("data-offer") ?? "",
    })),
  );
  return lines.sort((a, b) => a.at - b.at).map(({ id }) => id);
}

export function totalOf(text: string | null): number {
  return Number(/^([\d,]+) of/.exec(text ?? "")?.[1]?.replaceAll(",", ""));
}
