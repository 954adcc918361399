import { afterEach, describe, expect, it } from "vitest";
import { env } from "./env";
import { applySchedules } from "./jobs/schedule";
import { openQueue, openWorker, type QueueHome } from "./queue";

const redisUrl = process.env.TEST_REDIS_URL;
const homes: { backend: string; home: QueueHome }[] = [
  { backend: "PostgreSQL", home: { databaseUrl: env().DATABASE_URL, redisUrl: undefined } },
  ...(redisUrl ? [{ backend: "Redis", home: { databaseUrl: env().DATABASE_URL, redisUrl } }] : []),
];
if (!redisUrl) console.warn("left out: the queue suite on Redis (no TEST_REDIS_URL)");

describe.each(homes)("queue on $backend", ({ home }) => {
  const opened: { close: () => Promise<void> }[] = [];
  const queue = () => keep(openQueue("market", home));
  const keep = <T extends { close: () => Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };

  afterEach(async () => {
    await openQueue("market", home).obliterate({ force: true });
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });

  it("runs a job with its payload, exactly once", async () => {
    const seen: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      keep(
        openWorker(
          "market",
          async ({ name, data }) => {
            seen.push([name, data]);
            resolve();
          },
          2,
          home,
        ),
      );
    });
    const jobs = queue();
    await jobs.add("poll-provider", { provider: "vultr" });
    await done;
    await expect.poll(() => jobs.getCompletedCount()).toBe(1);
    expect(seen).toEqual([["poll-provider", { provider: "vultr" }]]);
  });

  it("tries a failing job as often as it was told and keeps what it threw", async () => {
    let tries = 0;
    const jobs = queue();
    keep(
      openWorker(
        "market",
        async () => {
          tries += 1;
          throw new Error("no route");
        },
        1,
        home,
      ),
    );
    await jobs.add("prune-polls", {}, { attempts: 3, backoff: { type: "fixed", delay: 10 } });
    await expect.poll(() => jobs.getFailedCount(), { timeout: 10_000 }).toBe(1);
    const [failed] = await jobs.getFailed();
    expect([tries, failed?.failedReason]).toEqual([3, "no route"]);
  });

  it("makes the schedules equal to the wanted ones, however often and by however many it is told", async () => {
    const jobs = queue();
    const schedule = (slug: string, everyMs: number) => ({
      key: `poll-provider:${slug}`,
      job: "poll-provider" as const,
      payload: { provider: slug },
      everyMs,
    });
    await applySchedules(jobs, [schedule("a", 60_000), schedule("b", 60_000)]);
    await Promise.all(
      [1, 2, 3].map(() => applySchedules(jobs, [schedule("a", 30_000), schedule("c", 60_000)])),
    );
    const kept = await jobs.getJobSchedulers();
    expect(kept.map(({ key, every }) => [key, Number(every)]).sort()).toEqual([
      ["poll-provider:a", 30_000],
      ["poll-provider:c", 60_000],
    ]);
  });

  it("begins a schedule when it is told to, so that jobs of one rhythm stay apart", async () => {
    const jobs = queue();
    const schedule = (slug: string, firstAfterMs: number) => ({
      key: `poll-provider:${slug}`,
      job: "poll-provider" as const,
      payload: { provider: slug },
      everyMs: 120_000,
      firstAfterMs,
    });
    const before = Date.now();
    await applySchedules(jobs, [schedule("a", 20_000), schedule("b", 50_000)]);
    const dues = (await jobs.getJobSchedulers()).map(
      ({ key, next }) => [key, Number(next) - before] as const,
    );
    const due = new Map(dues);
    for (const [slug, wanted] of [
      ["a", 20_000],
      ["b", 50_000],
    ] as const) {
      expect(due.get(`poll-provider:${slug}`)).toBeGreaterThanOrEqual(wanted);
      expect(due.get(`poll-provider:${slug}`)).toBeLessThan(wanted + 5_000);
    }
  });

  it("runs a scheduled job by itself", async () => {
    const jobs = queue();
    const ran = new Promise<unknown>(
      (resolve) => void keep(openWorker("market", async ({ data }) => resolve(data), 1, home)),
    );
    await applySchedules(jobs, [
      { key: "poll-provider:a", job: "poll-provider", payload: { provider: "a" }, everyMs: 200 },
    ]);
    expect(await ran).toEqual({ provider: "a" });
  });

  it("finishes the running job before the worker closes", async () => {
    let finish = () => {};
    const jobs = queue();
    const started = new Promise<void>((resolve) => {
      keep(
        openWorker(
          "market",
          () => {
            resolve();
            return new Promise<void>((done) => {
              finish = done;
            });
          },
          1,
          home,
        ),
      );
    });
    await jobs.add("prune-polls", {});
    await started;
    const closing = opened.find((one) => one !== jobs)?.close();
    finish();
    await closing;
    expect(await jobs.getCompletedCount()).toBe(1);
  });
});
