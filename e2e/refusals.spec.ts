import { expect, test } from "@playwright/test";
import pg from "pg";

/**
 * Against the production build, in which each kind of route has a bundle of its own: an error that one bundle throws keeps its
 * status in another. Asked of the web process itself, as many clients.
 */
const web = process.env.WEB_URL ?? "";
const databaseUrl = process.env.DATABASE_URL ?? "";
let clients = 0;

function ask(path: string, { method = "GET", client = `192.0.2.${clients++}` } = {}): Promise<Response> {
  return fetch(`${web}${path}`, {
    method,
    headers: {
      "x-forwarded-for": client,
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
    },
  });
}

const inputOf = (input: object) => encodeURIComponent(JSON.stringify({ json: input }));
const unknownOffer = `off_${"0".repeat(32)}`;

for (const [status, method, path] of [
  [400, "GET", "/api/v2/offers?colour=red"],
  [404, "GET", "/api/v2/models/no-such-model"],
  [404, "GET", "/api/v2/nothing"],
  [405, "POST", "/api/v2/offers"],
  [400, "GET", `/api/trpc/offers.search?input=${inputOf({ vram: "much" })}`],
  [404, "GET", `/api/trpc/offers.byId?input=${inputOf({ id: unknownOffer })}`],
  [405, "POST", "/api/trpc/offers.search"],
] as const)
  test(`${method} ${path} is a ${status}`, async () => {
    const response = await ask(path, { method });
    expect(response.status).toBe(status);
  });

test("exports that are too many are a 429 that says until when, and never a failure of ours", async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, place) =>
      ask("/api/v2/offers?sort=price", { client: `198.51.100.${Math.floor(place / 2)}` }),
    ),
  );
  expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([200, 429]);
  const refused = answers.filter(({ status }) => status === 429);
  for (const one of refused) {
    expect(one.headers.get("retry-after")).toBe("30");
    expect(await one.json()).toMatchObject({ reason: { code: "export.too_many" } });
  }
  await Promise.all(answers.map(({ body }) => (body?.locked ? undefined : body?.cancel())));
});

test("a client over its limit is a 429 that tells the limit", async () => {
  const client = "203.0.113.1";
  for (let call = 0; call < 30; call += 1) await ask("/api/v2/nothing", { client });
  const refused = await ask("/api/v2/nothing", { client });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("ratelimit-policy")).toBe('"anonymous";q=30;w=60');
  expect(refused.headers.get("ratelimit")).toMatch(/^"anonymous";r=0;t=\d+$/);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
});

test("what the database cannot answer in time is a 503 that says when to come back", async () => {
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  try {
    await holder.query("begin; lock table market_index_points in access exclusive mode");
    const startedMs = performance.now();
    const answers = await Promise.all([
      ask("/api/v2/index/h200-sxm-141?window=30d"),
      ask(`/api/trpc/index.gpu?input=${inputOf({ gpu: "h200-sxm-141", window: "30d" })}`),
    ]);
    expect(performance.now() - startedMs).toBeLessThan(5000);
    for (const answer of answers) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
      expect(await answer.text()).toContain("database.busy");
    }
  } finally {
    await holder.end();
  }
});
