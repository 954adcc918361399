import { describe, expect, it } from "vitest";
import { openWorker } from "@/server/queue";
import { keptQueues, queueHomes } from "@/server/queue-homes.double";
import { applySchedules } from "./apply-schedules";
import type { Schedule } from "./schedules";

describe.each(queueHomes("schedules"))("schedules on $backend", ({ home }) => {
  const { keep, queue } = keptQueues(home);

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
