import { type APIRequestContext, expect, test } from "@playwright/test";
import pg from "pg";

const simulatorUrl = process.env.SIMULATOR_URL ?? "";
/** Here a feed is polled every few seconds, but a slow machine may need several polls. */
const POLLS_TIMEOUT_MS = 60_000;
const UNKNOWN_ID = `off_${"0".repeat(32)}`;

type OfferRecord = {
  id: string;
  provider: string;
  instance_type: string;
  gpu_name: string;
  pricing: "spot" | "on_demand";
  price_per_gpu_hour: { amount_micros: number };
  listed_on: string | null;
};

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "gpubroker_locale", value: "en", url: baseURL }]);
});

async function listOffers(request: APIRequestContext, query: string): Promise<OfferRecord[]> {
  const response = await request.get(`/api/v2/offers?${query}`);
  expect(response.status()).toBe(200);
  const { offers }: { offers: OfferRecord[] } = await response.json();
  return offers;
}

async function firstOffer(request: APIRequestContext, query: string): Promise<OfferRecord> {
  const [offer] = await listOffers(request, `${query}&limit=1`);
  if (!offer) throw new Error(`the market has no offer for ${query}`);
  return offer;
}

async function control(request: APIRequestContext, path: string, body: object = {}): Promise<void> {
  const response = await request.post(`${simulatorUrl}/_control${path}`, { data: body });
  expect(response.status(), await response.text()).toBe(200);
}

test("an offer of the API has a page with its price, its sources and its history as a table", async ({
  page,
  request,
}) => {
  const offer = await firstOffer(request, "source=simulated&provider=vultr&pricing=on_demand");
  await page.goto(`/offers/${offer.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(offer.gpu_name);
  await expect(page.getByRole("region", { name: "Price", exact: true })).toContainText("/GPU-h");
  await expect(page.getByRole("row", { name: /Instance type/ })).toContainText(offer.instance_type);
  await expect(page.getByRole("row", { name: /Instance type/ })).toContainText("simulator of Vultr’s feed");

  await page.getByText("Table", { exact: true }).click();
  const history = page.getByRole("table", { name: /Price per GPU-hour by period/ });
  await expect(history.getByRole("row").nth(1)).toContainText("$");

  await page.getByText("24 h", { exact: true }).click();
  await expect(page).toHaveURL(/window=24h/);
  await page.goBack();
  await expect(page).not.toHaveURL(/window=24h/);
});

test("the API request shown on the page returns the offer", async ({ page, request }) => {
  const offer = await firstOffer(request, "source=simulated&provider=runpod");
  await page.goto(`/offers/${offer.id}`);
  const command = await page.getByText(/^curl '/).textContent();
  const address = /'(.+)'/.exec(command ?? "")?.[1] ?? "";
  const found = await request.get(address);
  const { offers }: { offers: OfferRecord[] } = await found.json();
  expect(offers.map(({ id }) => id)).toContain(offer.id);
});

test("a price that changes while the page is open is updated, with the previous price", async ({
  page,
  request,
}) => {
  await control(request, "/freeze");
  try {
    const offer = await firstOffer(
      request,
      "source=simulated&provider=vultr&pricing=on_demand&q=vcg-a100-12c",
    );
    await page.goto(`/offers/${offer.id}`);
    const price = page.getByRole("region", { name: "Price", exact: true });
    await expect(price).toContainText("/GPU-h");
    const usdPerGpuHour = (offer.price_per_gpu_hour.amount_micros * 1.1) / 1_000_000;
    await control(request, "/price", { provider: "vultr", match: offer.instance_type, usdPerGpuHour });
    await expect(price).toContainText(/Rose by .+, was /, { timeout: POLLS_TIMEOUT_MS });
  } finally {
    await control(request, "/unfreeze");
  }
});

test("an offer that has left the market says since when and shows its last known figures", async ({
  page,
  request,
}) => {
  const before = await listOffers(request, "source=simulated&provider=vastai");
  await control(request, "/tick", { steps: 400 });
  let gone: OfferRecord | undefined;
  await expect
    .poll(
      async () => {
        const left = new Set(
          (await listOffers(request, "source=simulated&provider=vastai")).map(({ id }) => id),
        );
        gone = before.find(({ id }) => !left.has(id));
        return gone !== undefined;
      },
      { timeout: POLLS_TIMEOUT_MS, intervals: [4000] },
    )
    .toBe(true);
  await page.goto(`/offers/${gone?.id}`);
  await expect(page.getByText(/No longer offered since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Last price" })).toContainText("/GPU-h");
});

/** In a simulated market every provider has a feed, so list prices are not in the search, but their offers still have pages. */
async function listOfferId(): Promise<string> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select id from offers where source = 'list' and gone_at is null limit 1",
    );
    return String(rows[0]?.id);
  } finally {
    await client.end();
  }
}

test("a list price shows its date and no invented history", async ({ page }) => {
  await page.goto(`/offers/${await listOfferId()}`);
  await expect(page.getByText(/^list (\d{4}-\d\d-\d\d|\d{4}–\d{4}|\w{3}(–\w{3})? \d{4})$/)).toBeVisible();
  await expect(page.getByText("there are no observations to draw")).toBeVisible();
  await expect(page.getByRole("table", { name: /Price per GPU-hour by period/ })).toHaveCount(0);
});

for (const id of [UNKNOWN_ID, "off_nonsense"]) {
  test(`/offers/${id} is not found and must not be indexed`, async ({ page }) => {
    const response = await page.goto(`/offers/${id}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is no such offer" })).toBeVisible();
    await expect(page).toHaveTitle(/There is no such offer/);
    await expect(page.locator('meta[name="robots"][content="noindex"]').first()).toBeAttached();
  });
}

test("five offers are compared side by side with the best price marked, and one can be removed", async ({
  page,
  request,
}) => {
  // A price of an old list is never marked as the best.
  const polled = (await listOffers(request, "limit=100")).filter(
    ({ listed_on: listedOn }) => listedOn === null,
  );
  const offers = polled.slice(0, 5);
  await page.goto(`/compare?ids=${offers.map(({ id }) => id).join(",")}`);
  const table = page.getByRole("table", { name: "Offers side by side" });
  await expect(table.getByRole("columnheader")).toHaveCount(5);
  const prices = offers.map(({ price_per_gpu_hour: price }) => price.amount_micros);
  const cheapest = prices.indexOf(Math.min(...prices));
  if (new Set(prices).size > 1) {
    await expect(
      table
        .getByRole("row", { name: /^One GPU/ })
        .getByRole("cell")
        .nth(cheapest),
    ).toContainText("best");
  }
  await table
    .getByRole("link", { name: /^Remove/ })
    .first()
    .click();
  await expect(table.getByRole("columnheader")).toHaveCount(4);
  await expect(page).not.toHaveURL(new RegExp(offers[0]?.id ?? "^$"));
});

test("a sixth, an unknown and a malformed id are named, not silently ignored", async ({ page, request }) => {
  const ids = (await listOffers(request, "limit=6")).map(({ id }) => id);
  await page.goto(`/compare?ids=${ids.join(",")}`);
  const notices = page.getByRole("main").getByRole("status");
  await expect(notices.filter({ hasText: "Only the first 5 are compared" })).toContainText(ids[5] ?? "");
  await expect(
    page.getByRole("table", { name: "Offers side by side" }).getByRole("columnheader"),
  ).toHaveCount(5);

  await page.goto(`/compare?ids=${ids[0]},${UNKNOWN_ID},what`);
  await expect(notices.filter({ hasText: "No offer has this id" })).toContainText(UNKNOWN_ID);
  await expect(notices.filter({ hasText: "This is not an offer id" })).toContainText("what");
});

test("every page names the parameters that it does not understand", async ({ page, request }) => {
  const { offers }: { offers: { id: string }[] } = await (await request.get("/api/v2/offers?limit=1")).json();
  const addresses = [
    ["/offers?cols=nonsense&why=banana&compare=xyz&vram=lots", ["cols", "why", "compare", "vram"]],
    ["/compare?weights=bad&preset=zz&foo=1", ["weights", "preset", "foo"]],
    [`/offers/${offers[0]?.id}?window=banana`, ["window"]],
  ] as const;
  for (const [address, fields] of addresses) {
    await page.goto(address);
    for (const field of fields)
      await expect(page.locator("code", { hasText: new RegExp(`^${field}$`) }).first()).toBeVisible();
  }
});

test("an empty comparison explains how to begin, and its search adds offers", async ({ page }) => {
  await page.goto("/compare");
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
  const search = page.getByRole("searchbox", { name: /Add an offer/ });
  await search.fill("a100");
  await page.getByRole("search").getByRole("listitem").first().getByRole("link").click();
  await expect(
    page.getByRole("table", { name: "Offers side by side" }).getByRole("columnheader"),
  ).toHaveCount(1);
  await search.fill("h100");
  await page.getByRole("search").getByRole("listitem").first().getByRole("link").click();
  await expect(
    page.getByRole("table", { name: "Offers side by side" }).getByRole("columnheader"),
  ).toHaveCount(2);
});
