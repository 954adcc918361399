import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { columnOf, control, freeze, idsOf, POLLS_TIMEOUT_MS, rows, table, textsOf } from "./market-table";

const MINUTE_MS = 60_000;

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

/** Sets the clock of the browser; its stopwatch runs as ever. */
async function setBrowserClock(page: Page, byMs: number): Promise<void> {
  await page.addInitScript((ms) => {
    const Own = Date;
    class Shifted extends Own {
      constructor(...given: unknown[]) {
        super(...((given.length === 0 ? [Own.now() + ms] : given) as [number]));
      }
      static override now() {
        return Own.now() + ms;
      }
    }
    globalThis.Date = Shifted as DateConstructor;
  }, byMs);
}

function secondsOf(age: string): number {
  const [, figure = "", unit = ""] = /^(\d+) (s|min|h|d)$/.exec(age) ?? [];
  return Number(figure) * ({ s: 1, min: 60, h: 3600, d: 86_400 }[unit] ?? Number.NaN);
}

type Dated = { id: string; observed_at: string | null };

/** How old the figures of an offer are by the server's clock, in seconds. */
async function ageByServer(request: APIRequestContext, id: string): Promise<number> {
  const { offers, generated_at }: { offers: Dated[]; generated_at: string } = await (
    await request.get("/api/v2/offers?source=simulated")
  ).json();
  const observedAt = offers.find((offer) => offer.id === id)?.observed_at ?? "";
  return (Date.parse(generated_at) - Date.parse(observedAt)) / 1000;
}

for (const [name, byMs] of [
  ["30 minutes ahead", 30 * MINUTE_MS],
  ["two hours behind", -120 * MINUTE_MS],
  ["ten years ahead", 10 * 365 * 24 * 60 * MINUTE_MS],
] as const)
  test(`a browser whose clock is ${name} shows ages by the server's clock, and they go on`, async ({
    page,
    request,
  }) => {
    await setBrowserClock(page, byMs);
    await page.goto("/offers?source=simulated");
    await expect(rows(page).first()).toBeVisible();
    const shown = async () => {
      const [id] = await idsOf(page);
      const age = await table(page).locator(`[data-offer="${id}"] time`).textContent();
      return { age: secondsOf(age ?? ""), expected: await ageByServer(request, id ?? "") };
    };
    const differenceS = async () => {
      const { age, expected } = await shown();
      // An age in minutes is cut to whole ones, and ages are written again every five seconds.
      return Math.abs(age - expected) - (expected >= 60 ? 60 : 0);
    };
    await expect.poll(differenceS).toBeLessThan(12);
    await expect(page.getByText("clock?")).toHaveCount(0);
    const before = await table(page).locator("time").allTextContents();
    await expect.poll(() => table(page).locator("time").allTextContents()).not.toEqual(before);
    await expect.poll(differenceS).toBeLessThan(12);
  });

test("a page that slept hours learns the time from the next answer", async ({ page, request }) => {
  // A computer that sleeps stops its stopwatch: the page believes that no time has passed.
  await page.addInitScript(() => {
    const started = performance.now();
    performance.now = () => started;
  });
  await page.goto("/status");
  await page.route("/api/trpc/**", async (route) => {
    const response = await route.fetch();
    const later = new Date(Date.now() + 8 * 3_600_000).toISOString();
    await route.fulfill({ response, headers: { ...response.headers(), "x-server-time": later } });
  });
  await expect(page.locator("time", { hasText: /^[78] h ago$/ }).first()).toBeVisible({ timeout: 40_000 });
  expect((await request.get("/api/health")).status()).toBe(200);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("where websockets are blocked, the page says so and reads prices and ages again by itself", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  await freeze(request);
  try {
    await page.routeWebSocket(/\/ws\//, (socket) => socket.close());
    await page.clock.install();
    await page.goto("/offers?provider=vultr&pricing=on_demand&sort=price&cols=instance");
    await expect(page.getByRole("status").filter({ hasText: /^Reads every 30 s$/ })).toBeVisible();
    const before = await idsOf(page);
    const instance = (await textsOf(page, await columnOf(page, "Instance")))[3] ?? "";
    const line = table(page).locator(`[data-offer="${before[3]}"]`);
    const old = await line.textContent();
    await control(request, "/price", { provider: "vultr", match: instance, usdPerGpuHour: 3.33 });
    await expect
      .poll(
        async () => {
          const { offers } = await (
            await request.get("/api/v2/offers?provider=vultr&price=3.33..3.33")
          ).json();
          return offers.length;
        },
        { timeout: POLLS_TIMEOUT_MS },
      )
      .toBeGreaterThan(0);
    expect(await line.textContent()).toContain((old ?? "").slice(0, 4));
    await expect(line).not.toContainText("$3.33");
    await page.clock.runFor(31_000);
    await expect(line).toContainText("$3.33");
    expect(await idsOf(page)).toEqual(before);
    await expect(page.getByRole("button", { name: "1 update · apply" })).toBeVisible();
  } finally {
    await control(request, "/unfreeze");
  }
});

test("the status page reads again by itself, too", async ({ page }) => {
  await page.routeWebSocket(/\/ws\//, (socket) => socket.close());
  await page.goto("/status");
  await expect(page.getByText("reads every 30 s", { exact: true })).toBeVisible();
  const asked = page.waitForRequest(/providers\.health/, { timeout: 40_000 });
  expect((await asked).url()).toContain("/api/trpc/");
});
