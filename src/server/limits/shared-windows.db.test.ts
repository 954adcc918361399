import pg from "pg";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { settings } from "@/server/settings";
import { postgresWindows } from "./postgres-windows";
import { redisWindows } from "./redis-windows";
import { sharedWindows } from "./shared-windows";
import type { CountOne, Window } from "./window";

const MINUTE = 60_000;
const { DATABASE_URL } = settings();
const redisUrl = process.env.TEST_REDIS_URL;
const database = new pg.Pool({ connectionString: DATABASE_URL, max: 1 });
const open: { close: () => Promise<void> }[] = [];
let caller = "";

beforeEach(() => {
  caller = `address 203.0.113.${open.length} ${process.pid}`;
});
afterAll(async () => {
  vi.useRealTimers();
  await Promise.all(open.map((store) => store.close()));
  await database.end();
});

/** What one process counts with, and how often it asks its store. */
function oneProcess(store: CountOne & { close: () => Promise<void> }) {
  open.push(store);
  let asked = 0;
  const count = sharedWindows((...given) => {
    asked += 1;
    return store(...given);
  });
  return { count, asked: () => asked };
}

const onPostgres = () => oneProcess(postgresWindows(DATABASE_URL));
const stores = [
  ["PostgreSQL", onPostgres],
  ...(redisUrl === undefined ? [] : [["Redis", () => oneProcess(redisWindows(redisUrl))] as const]),
] as const;
if (redisUrl === undefined) console.warn("left out: the limits on Redis (no TEST_REDIS_URL)");

const admitted = (windows: readonly Window[], limit: number) =>
  windows.filter(({ count }) => count <= limit).length;

describe.each(stores)("limits in %s", (_name, start) => {
  it("count what several processes receive at once as one", async () => {
    const processes = [start(), start(), start()];
    const windows = await Promise.all(
      Array.from({ length: 90 }, (_, place) => processes[place % 3]?.count(caller, 30, MINUTE)),
    );
    expect(
      admitted(
        windows.flatMap((one) => one ?? []),
        30,
      ),
    ).toBe(30);
    for (const one of windows) expect(one?.msLeft).toBeGreaterThan(50_000);
  });

  it("begin anew when the window has ended", async () => {
    const { count } = start();
    expect((await count(caller, 1, 1000)).count).toBe(1);
    expect((await count(caller, 1, 1000)).count).toBe(2);
    await vi.waitFor(async () => expect((await count(caller, 1, 1000)).count).toBe(1), { timeout: 5000 });
  });

  it("do not believe the clock of this machine", async () => {
    const { count } = start();
    const day = 86_400_000;
    for (const wrong of [-day, day]) {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + wrong });
      const { msLeft } = await count(caller, 30, MINUTE);
      expect(msLeft).toBeGreaterThan(0);
      expect(msLeft).toBeLessThanOrEqual(MINUTE);
      vi.useRealTimers();
    }
    expect((await count(caller, 30, MINUTE)).count).toBe(3);
  });

  it("keep a flood away from the store", async () => {
    const { count, asked } = start();
    for (let request = 0; request < 500; request += 1) await count(caller, 5, MINUTE);
    expect(asked()).toBe(6);
  });
});

it("a clock of the database that stepped back prolongs no window", async () => {
  const { count } = onPostgres();
  for (let request = 0; request < 2; request += 1) await count(caller, 30, MINUTE);
  await database.query("update rate_limit_windows set ends_at = ends_at + interval '1 day'");
  expect((await count(caller, 30, MINUTE)).count).toBe(1);
  expect((await count(caller, 30, MINUTE)).count).toBe(2);
});

describe("a store that does not answer", () => {
  it("is stood in for by a count of this process, and is not asked again at once", async () => {
    const nowhere = oneProcess(postgresWindows("postgresql://nobody@127.0.0.1:1/none"));
    const windows: Window[] = [];
    for (let request = 0; request < 40; request += 1) windows.push(await nowhere.count(caller, 30, MINUTE));
    expect(admitted(windows, 30)).toBe(30);
    expect(nowhere.asked()).toBe(1);
  });
});

it("stores no address", async () => {
  const { count } = onPostgres();
  await count(caller, 30, MINUTE);
  const { rows } = await database.query("select caller from rate_limit_windows");
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.caller).toMatch(/^[\w-]{24}$/);
});
