import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context, TransactionContext } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { type JobQueue, openQueue, openWorker, type QueuedJob } from "@/server/queue";
import { queueHomes } from "@/server/queue-homes.double";
import { inTransaction } from "@/server/transaction";
import { enqueue } from "./enqueue";
import { beginJob } from "./outbox/begin";
import { deliverOutbox, type FindQueue } from "./outbox/deliver";
import { finishJob } from "./outbox/finish";
import { sweepOutbox } from "./outbox/sweep";

const start = new Date("2026-11-01T10:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const vultr = { provider: "vultr" };
/** A generous time-out for machines that are busy with other tests. */
const soon = { timeout: 20_000 };

describe.each(queueHomes("the outbox suite"))("the outbox before a queue on $backend", ({ home }) => {
  let contextAt: (now: Date) => Context;
  let queue: JobQueue;
  const workers: { close: () => Promise<void> }[] = [];
  const find: FindQueue = () => queue;

  beforeEach(async () => {
    contextAt = await emptyMarket();
    await contextAt(start).db.outboxJob.deleteMany();
    // `enqueue` finds this queue instead of the one in the settings of this process.
    queue = openQueue("market", home);
    setOwnQueue(queue);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await queue.obliterate({ force: true });
    await queue.close();
  });
  afterAll(() => setOwnQueue(undefined));

  const rows = () => contextAt(start).db.outboxJob.findMany({ orderBy: { id: "asc" } });
  const ask = (ctx = contextAt(start)) => inTransaction(ctx, (tx) => enqueue(tx, "poll-provider", vultr));
  /** Writes rows as a process leaves them that died before it delivered them. */
  const leaveBehind = async (count: number) => {
    setOwnQueue({ ...queue, add: () => Promise.reject(new Error("killed")) });
    const askForAll = async (tx: TransactionContext) => {
      for (let job = 0; job < count; job += 1) await enqueue(tx, "poll-provider", vultr);
    };
    await inTransaction(contextAt(start), askForAll, { timeoutMs: 30_000 });
    setOwnQueue(queue);
    return (await rows()).map(({ id }) => id);
  };
  /** Runs the jobs of the queue as the workers do, and records which jobs had an effect. */
  const work = (effects: string[], concurrency = 4) => {
    const run = async ({ id }: QueuedJob) => {
      if ((await beginJob(contextAt(start), id)) === null) return;
      effects.push(id);
      await finishJob(contextAt(start), id);
    };
    workers.push(openWorker("market", run, { concurrency, home }));
  };
  const finished = () => contextAt(start).db.outboxJob.count({ where: { finishedAt: { not: null } } });

  it("delivers a job after the commit, with the id of its row and the attempts of the catalogue", async () => {
    const add = vi.spyOn(queue, "add");
    const id = await inTransaction(contextAt(start), async (tx) => {
      const asked = await enqueue(tx, "prune-polls", {});
      expect(add).not.toHaveBeenCalled();
      return asked;
    });
    expect(await queue.getJobState(id)).toBe("waiting");
    expect(add).toHaveBeenCalledWith(
      "prune-polls",
      {},
      { attempts: 3, backoff: { type: "fixed", delay: 5000 }, delay: 0, jobId: id },
    );
    const effects: string[] = [];
    work(effects);
    await expect.poll(finished, soon).toBe(1);
    expect(effects).toEqual([id]);
  });

  it("creates no job when the transaction is rolled back", async () => {
    const add = vi.spyOn(queue, "add");
    const failing = inTransaction(contextAt(start), async (tx) => {
      await enqueue(tx, "poll-provider", vultr);
      throw new Error("no funds");
    });
    await expect(failing).rejects.toThrow("no funds");
    expect([await rows(), await deliverOutbox(contextAt(start), find)]).toEqual([[], 0]);
    expect(add).not.toHaveBeenCalled();
  });

  it("refuses a payload that does not fit its job, and writes nothing", async () => {
    // A caller that is not type-checked could do this.
    const wrong = JSON.parse('{ "slug": "vultr" }');
    const asked = inTransaction(contextAt(start), (tx) => enqueue(tx, "poll-provider", wrong));
    await expect(asked).rejects.toThrow("provider");
    expect(await rows()).toEqual([]);
  });

  it("records for whom the job acts and which request asked for it", async () => {
    const membership = { organizationId: "org_1", role: "member" } as const;
    const actor = { type: "user", userId: "usr_1", membership } as const;
    const id = await ask({ ...contextAt(start), actor, requestId: "req_1" });
    expect(await queue.getJobState(id)).toBe("waiting");
    expect(await beginJob(contextAt(start), id)).toEqual({ requestId: "req_1", organizationId: "org_1" });
  });

  it("delays a job until its time", async () => {
    const now = new Date();
    const runAt = new Date(now.getTime() + 3_600_000);
    const id = await inTransaction(contextAt(now), (tx) => enqueue(tx, "poll-provider", vultr, { runAt }));
    const [delayed] = await queue.getDelayed();
    expect([delayed?.id, delayed?.delay]).toEqual([id, 3_600_000]);
  });

  it("delivers once what a process left that was killed between commit and delivery", async () => {
    const settings = { DATABASE_URL: home.databaseUrl, REDIS_URL: home.redisUrl ?? "" };
    const child = spawn(process.execPath, ["--import", "tsx", "src/server/jobs/enqueue-and-die.double.ts"], {
      env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", LOG_LEVEL: "silent", ...settings },
      stdio: "inherit",
    });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    const [row] = await rows();
    expect([row?.queuedAt, await queue.getWaitingCount()]).toEqual([null, 0]);

    // That process used the real clock.
    const now = new Date();
    expect(await deliverOutbox(contextAt(now), find)).toBe(1);
    expect(await deliverOutbox(contextAt(now), find)).toBe(0);
    const effects: string[] = [];
    work(effects);
    await expect.poll(finished, soon).toBe(1);
    expect(effects).toEqual([row?.id]);
  });

  it("delivers each row once, however many processes deliver at the same time", async () => {
    const ids = await leaveBehind(250);
    const add = vi.spyOn(queue, "add");
    const counts = await Promise.all([1, 2, 3].map(() => deliverOutbox(contextAt(start), find)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(250);
    expect(add.mock.calls.map(([, , options]) => options?.jobId).sort()).toEqual(ids);
    expect(await queue.getWaitingCount()).toBe(250);
  });

  it("treats a row that was delivered but not marked as the same job", async () => {
    const [id = ""] = await leaveBehind(1);
    const add: FindQueue = () => ({
      ...queue,
      add: async (...job) => {
        await queue.add(...job);
        throw new Error("connection lost");
      },
    });
    expect(await deliverOutbox(contextAt(start), add)).toBe(0);
    expect(await deliverOutbox(contextAt(start), find)).toBe(1);
    expect(await queue.getWaitingCount()).toBe(1);
    const effects: string[] = [];
    work(effects);
    await expect.poll(finished, soon).toBe(1);
    expect(effects).toEqual([id]);
  });

  it("commits and returns within seconds while the queue does not answer", async () => {
    setOwnQueue({ ...queue, add: () => new Promise(() => {}) });
    const startedMs = performance.now();
    await ask();
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect((await rows()).map(({ queuedAt }) => queuedAt)).toEqual([null]);
    expect(await deliverOutbox(contextAt(start), find)).toBe(1);
  });

  it("delivers the rows behind a whole batch that the queue refuses", async () => {
    const ids = await leaveBehind(101);
    const victim = ids.at(-1);
    const choosy: FindQueue = () => ({
      ...queue,
      add: async (job, payload, options) => {
        if (options?.jobId !== victim) throw new Error("refused");
        return await queue.add(job, payload, options);
      },
    });
    expect(await deliverOutbox(contextAt(start), choosy)).toBe(1);
    expect(await queue.getJobState(victim ?? "")).toBe("waiting");
  });

  it("leaves an unknown job to a release that knows it", async () => {
    const { db } = contextAt(start);
    const row = { payload: {}, requestId: "req_1", createdAt: start, runAt: start };
    await db.outboxJob.create({ data: { ...row, id: "job_new", job: "of-tomorrow" } });
    expect(await deliverOutbox(contextAt(start), find)).toBe(0);
    expect(await sweepOutbox(contextAt(later(301)), find)).toMatchObject({ late: 1 });
    expect(await rows()).toMatchObject([{ queuedAt: null, finishedAt: null }]);
  });

  it("does not run a finished job that is delivered again", async () => {
    const id = await ask();
    const effects: string[] = [];
    work(effects);
    await expect.poll(finished, soon).toBe(1);
    await expect.poll(() => queue.getCompletedCount(), soon).toBe(1);
    await queue.obliterate({ force: true });
    await queue.add("poll-provider", vultr, { jobId: id });
    await expect.poll(() => queue.getCompletedCount(), soon).toBe(1);
    expect(effects).toEqual([id]);
  });

  it("recovers every job when the queue loses its data in the middle of the work, each with one effect", async () => {
    await leaveBehind(400);
    await deliverOutbox(contextAt(start), find);
    const effects: string[] = [];
    work(effects);
    await expect.poll(() => effects.length, { ...soon, interval: 5 }).toBeGreaterThan(100);
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await queue.obliterate({ force: true });
    const done = await finished();
    expect(done).toBeLessThan(400);

    expect(await sweepOutbox(contextAt(later(61)), find)).toMatchObject({ lost: 400 - done });
    expect(await deliverOutbox(contextAt(later(61)), find)).toBe(400 - done);
    work(effects);
    await expect.poll(finished, soon).toBe(400);
    expect(new Set(effects).size).toBe(400);
    expect(effects).toHaveLength(400);
  });

  it("leaves jobs alone that the queue still has, and does not check them again at once", async () => {
    const id = await ask();
    expect(await sweepOutbox(contextAt(later(61)), find)).toMatchObject({ lost: 0, ended: 0 });
    const [row] = await rows();
    expect([row?.queuedAt, await queue.getJobState(id)]).toEqual([later(61), "waiting"]);
    expect(await deliverOutbox(contextAt(later(61)), find)).toBe(0);
  });

  it("closes rows of jobs that completed or failed without being marked", async () => {
    await leaveBehind(2);
    await deliverOutbox(contextAt(start), find);
    let runs = 0;
    const run = async () => {
      runs += 1;
      if (runs === 1) throw new Error("no route");
    };
    workers.push(openWorker("market", run, { concurrency: 1, home }));
    await expect.poll(() => queue.getCompletedCount(), soon).toBe(1);
    expect(await sweepOutbox(contextAt(later(61)), find)).toMatchObject({ ended: 2, lost: 0 });
    expect(await finished()).toBe(2);
  });

  it.each<[string, ReturnType<FindQueue>["getJobState"]]>([
    ["does not answer", () => new Promise(() => {})],
    ["fails", () => Promise.reject(new Error("no connection"))],
  ])("leaves rows as they are while their queue %s, and still counts late rows", async (_, getJobState) => {
    await ask();
    const before = await rows();
    const { db } = contextAt(start);
    const late = { job: "poll-provider", payload: vultr, requestId: "req_1", createdAt: start, runAt: start };
    await db.outboxJob.create({ data: { id: "job_late", ...late } });
    const silent: FindQueue = () => ({ ...queue, getJobState });
    expect(await sweepOutbox(contextAt(later(301)), silent)).toMatchObject({ lost: 0, ended: 0, late: 1 });
    expect((await rows()).filter(({ id }) => id !== "job_late")).toEqual(before);
  });

  it("starts a job that the queue still delays although its time has come, as after a clock that was set back", async () => {
    const ctx = contextAt(start);
    const id = await inTransaction(ctx, (tx) => enqueue(tx, "poll-provider", vultr, { runAt: later(60) }));
    expect(await sweepOutbox(contextAt(later(100)), find)).toMatchObject({ overdue: 0 });
    expect(await queue.getJobState(id)).toBe("delayed");
    expect(await sweepOutbox(contextAt(later(200)), find)).toMatchObject({ overdue: 1 });
    expect(await queue.getJobState(id)).toBe("waiting");
  });

  it("checks a row that the queue is said to have had in the future", async () => {
    await leaveBehind(1);
    await contextAt(start).db.outboxJob.updateMany({ data: { queuedAt: later(10 * 86_400) } });
    expect(await sweepOutbox(contextAt(later(1)), find)).toMatchObject({ lost: 1 });
  });

  it("deletes a row a week after it was finished", async () => {
    const id = await ask();
    await finishJob(contextAt(start), id);
    const week = 7 * 86_400;
    expect(await sweepOutbox(contextAt(later(week)), find)).toMatchObject({ pruned: 0 });
    expect(await sweepOutbox(contextAt(later(week + 1)), find)).toMatchObject({ pruned: 1 });
  });

  it("counts the rows that have waited for delivery for more than five minutes", async () => {
    await leaveBehind(3);
    expect(await sweepOutbox(contextAt(later(300)), find)).toMatchObject({ late: 0 });
    expect(await sweepOutbox(contextAt(later(301)), find)).toMatchObject({ late: 3 });
  });
});

/** Replaces the handle that `queueNamed` keeps for this process. */
function setOwnQueue(queue: Pick<JobQueue, "add"> | undefined): void {
  Object.assign(globalThis, { gpubrokerQueues: queue && new Map([["market", queue]]) });
}
