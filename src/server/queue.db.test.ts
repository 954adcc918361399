import { describe, expect, it } from "vitest";
import { databaseGate } from "./database-gate.double";
import { openWorker, type QueuedJob, withoutRetry } from "./queue";
import { keptQueues, queueHomes } from "./queue-homes.double";
import { settings } from "./settings";

describe.each(queueHomes("the queue suite"))("queue on $backend", ({ home }) => {
  const { opened, keep, queue } = keptQueues(home);
  let started = () => {};

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
