import { afterEach, describe, expect, it } from "vitest";
import { applySchedules } from "@/server/jobs/apply-schedules";
import type { Schedule } from "@/server/jobs/schedules";
import { databaseGate } from "./database-gate.double";
import { openQueue, openWorker, type QueuedJob, type QueueHome, withoutRetry } from "./queue";
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
  let started = () => {};
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
          { concurrency: 2, home },
        ),
      );
    });
    const jobs = queue();
    await jobs.add("poll-provider", { provider: "vultr" });
    await done;
    await expect.poll(() => jobs.getCompletedCount(), { timeout: 10_000 }).toBe(1);
    expect(seen).toEqual([["poll-provider", { provider: "vultr" }]]);
  });

  it("retries a failing job as often as its options say and keeps the error", async () => {
    let tries = 0;
    const jobs = queue();
    keep(
      openWorker(
        "market",
        async () => {
          tries += 1;
          throw new Error("no route");
        },
        { concurrency: 1, home },
      ),
    );
    await jobs.add("prune-polls", {}, { attempts: 3, backoff: { type: "fixed", delay: 10 } });
    await expect.poll(() => jobs.getFailedCount(), { timeout: 10_000 }).toBe(1);
    const [failed] = await jobs.getFailed();
    expect([tries, failed?.failedReason]).toEqual([3, "no route"]);
  });

  it("puts the running jobs of a worker that stops back, and none of them loses its only attempt", async () => {
    const jobs = queue();
    const runs: boolean[] = [];
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const stopping = openWorker(
      "market",
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
          begin();
        }),
      { concurrency: 1, home },
    );
    await jobs.add("prune-polls", {}, { jobId: "job_7", attempts: 1 });
    await begun;
    stopping.giveBack();
    await stopping.close();
    expect(await jobs.getJobState("job_7")).toBe("waiting");

    keep(
      openWorker("market", async ({ isLastAttempt }) => void runs.push(isLastAttempt), {
        concurrency: 1,
        home,
      }),
    );
    await expect.poll(() => jobs.getJobState("job_7"), { timeout: 10_000 }).toBe("completed");
    expect(runs).toEqual([true]);
  });

  it("does not retry a permanent failure, and keeps the reason", async () => {
    let tries = 0;
    const jobs = queue();
    const run = async () => {
      tries += 1;
      throw withoutRetry(new Error("no such offer"));
    };
    keep(openWorker("market", run, { concurrency: 1, home }));
    await jobs.add("prune-polls", {}, { attempts: 3, backoff: { type: "fixed", delay: 10 } });
    await expect.poll(() => jobs.getFailedCount(), { timeout: 10_000 }).toBe(1);
    const [failed] = await jobs.getFailed();
    expect([tries, failed?.failedReason]).toEqual([1, "no such offer"]);
  });

  it("gives a worker the id of its job and marks the last attempt", async () => {
    const seen: [string, boolean][] = [];
    const jobs = queue();
    const run = async ({ id, isLastAttempt }: QueuedJob) => {
      seen.push([id, isLastAttempt]);
      throw new Error("no route");
    };
    keep(openWorker("market", run, { concurrency: 1, home }));
    await jobs.add("prune-polls", {}, { jobId: "job_1", attempts: 2 });
    await expect.poll(() => jobs.getFailedCount(), { timeout: 10_000 }).toBe(1);
    expect(seen).toEqual([
      ["job_1", false],
      ["job_1", true],
    ]);
  });

  it("aborts the signal of a job that the queue has taken away", async () => {
    const jobs = queue();
    const lost = new Promise<unknown>((resolve) => {
      const run = ({ signal }: QueuedJob) =>
        new Promise<void>((done) => {
          started();
          signal.addEventListener("abort", () => {
            resolve(signal.reason);
            done();
          });
        });
      keep(openWorker("market", run, { concurrency: 1, home, lockMs: 200 }));
    });
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    await jobs.add("prune-polls", {});
    await running;
    await jobs.obliterate({ force: true });
    expect(await lost).toBe("the queue has given this job to another worker");
  });

  it("treats a second job with the same id as the first one", async () => {
    const jobs = queue();
    for (const provider of ["a", "b"]) await jobs.add("poll-provider", { provider }, { jobId: "job_1" });
    expect([await jobs.getWaitingCount(), await jobs.getJobState("job_1")]).toEqual([1, "waiting"]);
    expect(await jobs.getJobState("job_2")).toBe("unknown");
  });

  it("makes the schedules equal to the wanted ones, however often and from however many workers it is called", async () => {
    const jobs = queue();
    await applySchedules(jobs, [pollEvery("a", 60_000), pollEvery("b", 60_000)]);
    await Promise.all(
      [1, 2, 3].map(() => applySchedules(jobs, [pollEvery("a", 30_000), pollEvery("c", 60_000)])),
    );
    const kept = await jobs.getJobSchedulers();
    expect(kept.map(({ key, every }) => [key, Number(every)]).sort()).toEqual([
      ["poll-provider:a", 30_000],
      ["poll-provider:c", 60_000],
    ]);
  });

  it("replaces a schedule whose payload or retries have changed", async () => {
    const jobs = queue();
    const standing = async () => (await jobs.getJobSchedulers())[0];
    // As an older version created it: without the backoff between two attempts.
    const old = { name: "prune-polls", data: {}, opts: { attempts: 3 } };
    await jobs.upsertJobScheduler("s", { every: 60_000 }, old);
    await applySchedules(jobs, [pruneEvery(60_000)]);
    expect((await standing())?.template?.opts).toMatchObject({
      attempts: 3,
      backoff: { type: "fixed", delay: 5000 },
    });
    await applySchedules(jobs, [{ ...pruneEvery(60_000), payload: { days: 90, of: "polls" } }]);
    expect((await standing())?.template?.data).toEqual({ days: 90, of: "polls" });
  });

  it.each<[string, Record<string, unknown>, Schedule["repetition"]]>([
    ["without a payload", {}, { everyMs: 60_000 }],
    ["with a payload in another order", { of: "polls", days: 90 }, { everyMs: 60_000 }],
    ["that starts at another time", { days: 90, of: "polls" }, { everyMs: 60_000, firstAfterMs: 9000 }],
    ["with a cron expression", { days: 90, of: "polls" }, { cron: "0 3 * * *" }],
  ])("leaves a schedule %s alone when it is the same", async (_which, payload, repetition) => {
    const jobs = queue();
    const first = Object.fromEntries(Object.entries(payload).reverse());
    const rhythm = "everyMs" in repetition ? { everyMs: repetition.everyMs } : repetition;
    await applySchedules(jobs, [{ ...pruneEvery(0), payload: first, repetition: rhythm }]);
    const upserted: string[] = [];
    const watched = new Proxy(jobs, {
      get: (target, name: keyof typeof jobs) => {
        if (name === "upsertJobScheduler") upserted.push(name);
        const value = target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await applySchedules(watched, [{ ...pruneEvery(0), payload, repetition }]);
    expect(upserted).toEqual([]);
  });

  it("gives up on schedules soon if the queue does not answer", async () => {
    const jobs = queue();
    const silent = new Proxy(jobs, {
      get: (target, name: keyof typeof jobs) => {
        if (name === "getJobSchedulers") return () => new Promise(() => {});
        const value = target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await expect(applySchedules(silent, [pruneEvery(60_000)])).rejects.toThrow("timed out");
    expect(await jobs.getJobSchedulers()).toEqual([]);
  });

  it("waits between two attempts of a scheduled job for as long as the catalogue says", async () => {
    const jobs = queue();
    const failed = new Promise<void>((resolve) => {
      const run = async () => {
        resolve();
        throw new Error("no route");
      };
      keep(openWorker("market", run, { concurrency: 1, home }));
    });
    await applySchedules(jobs, [pruneEvery(3_600_000)]);
    await failed;
    const waiting = async () => (await jobs.getDelayed()).filter((job) => job.attemptsMade === 1);
    await expect.poll(async () => (await waiting()).map(({ delay }) => delay)).toEqual([5000]);
  });

  it("starts a schedule after its delay, so that jobs with the same interval do not run together", async () => {
    const jobs = queue();
    const before = Date.now();
    await applySchedules(jobs, [pollEvery("a", 120_000, 20_000), pollEvery("b", 120_000, 50_000)]);
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

  it("reads a cron expression in UTC", async () => {
    const jobs = queue();
    await applySchedules(jobs, [{ ...pruneEvery(0), repetition: { cron: "30 3 * * *" } }]);
    const [schedule] = await jobs.getJobSchedulers();
    const next = new Date(Number(schedule?.next));
    expect(schedule?.tz).toBe("UTC");
    expect(next.toISOString().slice(11)).toBe("03:30:00.000Z");
    expect(next.getTime()).toBeGreaterThan(Date.now());
    expect(next.getTime()).toBeLessThanOrEqual(Date.now() + 86_400_000);
  });

  it("runs a scheduled job", async () => {
    const jobs = queue();
    const ran = new Promise<unknown>(
      (resolve) =>
        void keep(openWorker("market", async ({ data }) => resolve(data), { concurrency: 1, home })),
    );
    await applySchedules(jobs, [pollEvery("a", 200)]);
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
          { concurrency: 1, home },
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

function pollEvery(slug: string, everyMs: number, firstAfterMs = 0): Schedule {
  const payload = { provider: slug };
  return {
    key: `poll-provider:${slug}`,
    job: "poll-provider",
    payload,
    repetition: { everyMs, firstAfterMs },
  };
}

function pruneEvery(everyMs: number): Schedule {
  return { key: "s", job: "prune-polls", payload: {}, repetition: { everyMs } };
}

describe("a worker whose database is gone", () => {
  it("asks for jobs again every second, and not thousands of times", async () => {
    const gate = await databaseGate(settings().DATABASE_URL);
    await gate.open();
    const home = { databaseUrl: gate.urlOf(settings().DATABASE_URL), redisUrl: undefined };
    const worker = openWorker("mail", async () => {}, { concurrency: 4, home });
    await worker.waitUntilReady();
    const attempts: number[] = [];
    await gate.hangUp(() => attempts.push(performance.now()));
    await expect
      .poll(() => (attempts.at(-1) ?? 0) - (attempts[0] ?? 0), { timeout: 20_000 })
      .toBeGreaterThan(3_000);
    // Its connections for jobs, for news of jobs and for lost jobs each try on their own.
    expect(attempts.length).toBeLessThan(40);
    await worker.close();
    await gate.close();
  });
});
