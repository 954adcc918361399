import { afterEach, describe, expect, it } from "vitest";
import { applySchedules } from "@/server/jobs/schedule";
import { openQueue, openWorker, type QueueHome } from "./queue";
import { settings } from "./settings";

const redisUrl = process.env.TEST_REDIS_URL;
const homes: { backend: string; home: QueueHome }[] = [
  { backend: "PostgreSQL", home: { databaseUrl: settings().DATABASE_URL, redisUrl: undefined } },
  ...(redisUrl ? [{ backend: "Redis", home: { databaseUrl: settings().DATABASE_URL, redisUrl } }] : []),
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

  it("replaces a schedule whose payload or retries have changed, and leaves one that is the same alone", async () => {
    const jobs = queue();
    const schedule = { key: "s", job: "prune-polls" as const, payload: {}, everyMs: 60_000 };
    const standing = async () => (await jobs.getJobSchedulers())[0];
    // As an older version left it: without the pause between two attempts.
    const old = { name: schedule.job, data: {}, opts: { attempts: 3 } };
    await jobs.upsertJobScheduler("s", { every: 60_000 }, old);
    await applySchedules(jobs, [schedule]);
    expect((await standing())?.template?.opts).toMatchObject({
      attempts: 3,
      backoff: { type: "fixed", delay: 5000 },
    });
    await applySchedules(jobs, [{ ...schedule, payload: { days: 90, of: "polls" } }]);
    const applied = await standing();
    expect(applied?.template?.data).toEqual({ days: 90, of: "polls" });
    await applySchedules(jobs, [{ ...schedule, payload: { of: "polls", days: 90 }, firstAfterMs: 9000 }]);
    expect(await standing()).toEqual(applied);
  });

  it("waits between two attempts of a scheduled job for as long as the catalogue says", async () => {
    const jobs = queue();
    const failed = new Promise<void>((resolve) => {
      const run = async () => {
        resolve();
        throw new Error("no route");
      };
      keep(openWorker("market", run, 1, home));
    });
    await applySchedules(jobs, [{ key: "s", job: "prune-polls", payload: {}, everyMs: 3_600_000 }]);
    await failed;
    const waiting = async () => (await jobs.getDelayed()).filter((job) => job.attemptsMade === 1);
    await expect.poll(async () => (await waiting()).map(({ delay }) => delay)).toEqual([5000]);
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
