import { expect, test } from "@playwright/test";
import {
  columnOf,
  control,
  freeze,
  idsOf,
  open,
  POLLS_TIMEOUT_MS,
  pricesOf,
  rows,
  table,
  textsOf,
  totalOf,
} from "./market-table";

/** The time that the page has to show a change after it has received it. */
const SHOWN_WITHIN_MS = 1000;

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

test.afterEach(async ({ request }) => {
  await control(request, "/unfreeze");
});

test("the page contains the market before any script runs", async ({ request }) => {
  const html = await (await request.get("/offers")).text();
  expect(html.match(/data-offer="off_[0-9a-f]{32}"/g)?.length ?? 0).toBeGreaterThan(15);
  expect(html).toMatch(/aria-rowcount="\d{3,}"/);
});

test("the table ranks every offer, and its last row can be reached", async ({ page }) => {
  // A thousand offers of a feed without stock figures, so that no offer leaves during the test.
  await open(page, "/offers?provider=azure");
  await expect(rows(page).first()).toBeVisible();
  expect((await textsOf(page, 0))[0]).toBe("1");
  const count = Number(await table(page).getAttribute("aria-rowcount"));
  expect(totalOf(await page.getByTestId("offer-count").textContent())).toBe(count - 1);

  await page
    .getByRole("region", { name: "Offers" })
    .evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
  const last = table(page).locator(`[aria-rowindex="${count}"]`);
  await expect(last).toContainText("$");
});

test("a filter in the URL is applied and shown as a chip, which removes it", async ({ page }) => {
  await open(page, "/offers?gpu=h100-sxm-80&pricing=on_demand");
  const gpu = await columnOf(page, "GPU");
  expect((await textsOf(page, gpu)).every((text) => text.endsWith("H100 SXM"))).toBe(true);
  await page.getByRole("button", { name: "Remove filter: GPU H100 SXM" }).click();
  await expect(page).toHaveURL(/\/offers\?pricing=on_demand&reference=\d{4}-\d\d$/);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/offers\?reference=\d{4}-\d\d$/);
  await page.goBack();
  await expect(page.getByRole("button", { name: "Remove filter: Pricing On demand" })).toBeVisible();
});

test("filters are set by clicking and typing, and the back button removes them", async ({
  page,
  request,
}) => {
  // A row stays where it is while its price moves, so a live price may pass the limit.
  await freeze(request);
  await open(page, "/offers");
  await page.getByRole("checkbox", { name: /^H100 SXM/ }).check();
  await expect(page).toHaveURL(/gpu=h100-sxm-80/);
  const gpu = await columnOf(page, "GPU");
  await expect
    .poll(async () => (await textsOf(page, gpu)).every((text) => text.endsWith("H100 SXM")))
    .toBe(true);

  const highest = page.getByRole("textbox", { name: "Price, $/GPU-h: to" });
  await highest.fill("2.5");
  await highest.press("Enter");
  await expect(page).toHaveURL(/price=\.\.2\.5/);
  await expect.poll(async () => Math.max(...(await pricesOf(page)))).toBeLessThanOrEqual(2.5);

  await page.goBack();
  await expect(page).not.toHaveURL(/price=/);
  await expect(page).toHaveURL(/gpu=h100-sxm-80/);
  await expect(highest).toHaveValue("");
});

test("a range whose maximum is below its minimum is refused at the field", async ({ page }) => {
  await open(page, "/offers");
  await page.getByRole("textbox", { name: "VRAM per GPU, GiB: from" }).fill("80");
  const to = page.getByRole("textbox", { name: "VRAM per GPU, GiB: to" });
  await to.fill("24");
  await to.press("Enter");
  await expect(page.getByText("the lower end is above the upper end")).toBeVisible();
  await expect(page).not.toHaveURL(/vram=80\.\.24/);
});

test("a search without matches names the filter that excludes everything, and removing it restores offers", async ({
  page,
}) => {
  await open(page, "/offers?gpu=h100-sxm-80&price=..0.02");
  await expect(page.getByRole("heading", { name: /^None of [\d,]+ offers match$/ })).toBeVisible();
  const blamed = page.getByRole("listitem").filter({ hasText: /This filter removed [\d,]+ offers?/ });
  await expect(blamed.filter({ hasText: "Price, $/GPU-h ≤ $0.02" })).toBeVisible();
  await page.getByRole("button", { name: "Drop this filter: Price, $/GPU-h" }).click();
  await expect(page).toHaveURL(/\/offers\?gpu=h100-sxm-80&reference=\d{4}-\d\d$/);
  await expect(rows(page).first()).toContainText("H100 SXM");
});

test("unknown parameters are named and ignored", async ({ page }) => {
  await open(page, "/offers?vram=big&colour=red&provider=vultr");
  const notice = page.getByRole("status").filter({ hasText: "ignored" });
  await expect(notice).toContainText("vram: write 24..80, 24.. or ..80 — ignored");
  await expect(notice).toContainText("colour: is not a known parameter — ignored");
  const provider = await columnOf(page, "Provider");
  expect((await textsOf(page, provider)).every((text) => text.includes("Vultr"))).toBe(true);
});

test("a click on a header sorts the table, and a second click reverses the order", async ({
  page,
  request,
}) => {
  // A price that changes after the sort stays in its row.
  await freeze(request);
  await open(page, "/offers?provider=vultr");
  const header = table(page).getByRole("columnheader", { name: "$/GPU-h" });
  await expect(table(page).getByRole("columnheader", { name: "Score" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(async () => isAscending(await pricesOf(page))).toBe(true);
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=-price/);
  await expect.poll(async () => isAscending((await pricesOf(page)).reverse())).toBe(true);
  await page.getByRole("radio", { name: "Cheapest" }).check();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
});

function isAscending(values: readonly number[]): boolean {
  return (
    values.length > 3 && values.every((value, place) => place === 0 || value >= (values[place - 1] ?? value))
  );
}

test("a slider keeps the sum of weights at 100 and updates the ranking", async ({ page, request }) => {
  // A price that changes in place would break the order that the ranking gave.
  await freeze(request);
  await open(page, "/offers?provider=vultr");
  const before = await idsOf(page);
  const slider = page.getByRole("slider", { name: "Weight of Price" });
  await slider.press("End");
  await expect(page).toHaveURL(/weights=price:100,/);
  await expect.poll(async () => isAscending(await pricesOf(page))).toBe(true);
  await slider.press("Home");
  await expect(page).toHaveURL(/weights=price:0,/);
  const shares = await page
    .getByRole("group", { name: "Weights", exact: true })
    .getByRole("status")
    .allTextContents();
  expect(shares.map((share) => Number.parseInt(share, 10)).reduce((sum, share) => sum + share, 0)).toBe(100);
  await expect.poll(async () => isAscending(await pricesOf(page))).toBe(false);

  await page.getByRole("radio", { name: "Balanced" }).check();
  await expect(page).not.toHaveURL(/weights=/);
  await expect.poll(async () => new Set(await idsOf(page)).size).toBe(new Set(before).size);
});

test("the download contains exactly the filtered offers", async ({ page, request }) => {
  test.setTimeout(120_000);
  await freeze(request);
  await open(page, "/offers?provider=vultr,runpod&pricing=on_demand");
  const total = totalOf(await page.getByTestId("offer-count").textContent());
  expect(total).toBeGreaterThan(10);
  const csv = await request.get((await page.getByRole("link", { name: "CSV" }).getAttribute("href")) ?? "");
  expect(csv.status()).toBe(200);
  expect((await csv.text()).trim().split("\r\n")).toHaveLength(total + 1);
  const json = await request.get((await page.getByRole("link", { name: "JSON" }).getAttribute("href")) ?? "");
  const { offers, count }: { offers: { provider: string }[]; count: number } = await json.json();
  expect(count).toBe(total);
  expect(new Set(offers.map(({ provider }) => provider))).toEqual(new Set(["vultr", "runpod"]));
});

test("a changed price appears in its cell at once, but rows are reordered only on request", async ({
  page,
  request,
}) => {
  // The market must be at rest first, so that the next poll brings only this change.
  test.setTimeout(180_000);
  await freeze(request);
  const heard: { at: number; text: string }[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => heard.push({ at: Date.now(), text: String(payload) }));
  });
  await open(page, "/offers?provider=vultr&pricing=on_demand&sort=price&cols=instance");
  const before = await idsOf(page);
  const instance = (await textsOf(page, await columnOf(page, "Instance")))[3] ?? "";
  const price = (await pricesOf(page))[3] ?? 0;
  const line = table(page).locator(`[data-offer="${before[3]}"]`);

  await control(request, "/price", { provider: "vultr", match: instance, usdPerGpuHour: price * 1.3 });
  await expect
    .poll(() => heard.some(({ text }) => text.includes(before[3] ?? "?")), {
      timeout: POLLS_TIMEOUT_MS,
      intervals: [50],
    })
    .toBe(true);
  await expect(line.getByText(/^rose from/).first()).toBeAttached({ timeout: SHOWN_WITHIN_MS });
  expect(await idsOf(page)).toEqual(before);

  const apply = page.getByRole("button", { name: /^[\d,]+ updates? · apply$/ });
  await apply.click();
  await expect(apply).toHaveCount(0);
  await expect.poll(async () => isAscending(await pricesOf(page))).toBe(true);
});

test("j, k, c and Enter control the table without a mouse", async ({ page }) => {
  await open(page, "/offers?provider=vultr");
  const ids = await idsOf(page);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(table(page).locator(`[data-offer="${ids[1]}"]`).getByRole("link")).toBeFocused();
  await page.keyboard.press("c");
  await page.keyboard.press("k");
  await expect(table(page).locator(`[data-offer="${ids[0]}"]`).getByRole("link")).toBeFocused();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(new RegExp(`compare=${ids[1]},${ids[0]}`));
  await expect(page.getByRole("link", { name: "Compare side by side" })).toHaveAttribute(
    "href",
    new RegExp(`^/compare\\?ids=${ids[1]},${ids[0]}&reference=`),
  );
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search the offers" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/offers/${ids[1]}\\?reference=`));
});

test("the choice of columns is saved, and a link can override it", async ({ page }) => {
  await open(page, "/offers?provider=vultr");
  await page.getByRole("button", { name: "View" }).click();
  await page.getByRole("checkbox", { name: "Instance type" }).check();
  await expect(page).toHaveURL(/cols=/);
  await page.keyboard.press("Escape");
  await open(page, "/offers?provider=vultr");
  await expect(table(page).getByRole("columnheader", { name: "Instance" })).toBeVisible();
  await open(page, "/offers?provider=vultr&cols=score");
  await expect(table(page).getByRole("columnheader", { name: "Instance" })).toHaveCount(0);
  await expect(table(page).getByRole("columnheader", { name: "Score" })).toBeVisible();
});

test("groups link to their offers", async ({ page }) => {
  await open(page, "/offers");
  await page.getByRole("combobox", { name: "Group the offers" }).selectOption("provider");
  await expect(page).toHaveURL(/group=provider/);
  await page.getByRole("link", { name: "Vultr" }).click();
  await expect(page).toHaveURL(/\/offers\?provider=vultr&reference=\d{4}-\d\d$/);
  await expect(rows(page).first()).toContainText("Vultr");
});

test("a search that fails says so and can be retried", async ({ page }) => {
  await open(page, "/offers");
  await page.route(/\/api\/trpc\/[^?]*offers\.search/, (route) =>
    route.fulfill({ status: 500, contentType: "application/json", body: "[]" }),
  );
  await page.getByRole("searchbox", { name: "Search the offers" }).fill("h100");
  await expect(page.getByRole("alert").filter({ hasText: "The offers did not load" })).toBeVisible();
  await page.unroute(/\/api\/trpc\/[^?]*offers\.search/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page).first()).toContainText("H100");
});
