import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { emptyMarket, type TestContext } from "@/server/database.double";
import { openQueue, openWorker } from "@/server/queue";
import { applySchedules } from "./apply-schedules";
import { mendQueueTimes } from "./mend-queue-times";
import type { Clocks } from "./rearm";
import type { Schedule } from "./schedules";

const DAY_MS = 86_400_000;
const soon = { timeout: 20_000 };
const poll: Schedule = {
  key: "poll-provider:vultr",
  job: "poll-provider",
  payload: { provider: "vultr" },
  repetition: { everyMs: 7000 },
};

const queue = openQueue("market");
const opened: { close: () => Promise<void> }[] = [];
const said: { message: string; mended: unknown[] }[] = [];
let ctx: TestContext;

beforeEach(async () => {
  const given = (await emptyMarket())(new Date());
  const error = ({ mended }: { mended: unknown[] }, message: string) => void said.push({ message, mended });
  // What the tests of other queues have left would be mended too.
  await given.db.$executeRaw`delete from bullmq.job`;
  await given.db.$executeRaw`delete from bullmq.meta where field = 'stalled-check'`;
  ctx = { ...given, log: Object.assign(Object.create(given.log), { error }) };
});
afterEach(async () => {
  said.length = 0;
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await queue.obliterate({ force: true });
});
afterAll(() => queue.close());

const clocks = (machineMs = 0, trustedMs = 0): Clocks => ({
  machine: new Date(Date.now() + machineMs),
  trusted: new Date(Date.now() + trustedMs),
});

function work(run: (id: string) => Promise<void> = async () => {}, lockMs?: number): string[] {
  const runs: string[] = [];
  const recorded = async ({ id }: { id: string }) => {
    runs.push(id);
    await run(id);
  };
  opened.push(openWorker("market", recorded, { concurrency: 4, ...(lockMs ? { lockMs } : {}) }));
  return runs;
}

/** As a worker leaves it that looked for jobs of dead workers at that time. */
async function look(inMs: number): Promise<void> {
  await ctx.db.$executeRaw`
    insert into bullmq.meta (queue, field, value) values ('market', 'stalled-check', ${String(Date.now() + inMs)})
    on conflict (queue, field) do update set value = excluded.value`;
}

/** As a worker leaves the jobs of the queue that took them, was seen with them by a look, and was killed. */
async function die(lockedForMs: number): Promise<void> {
  await ctx.db.$executeRaw`
    update bullmq.job set state = 'active', lock_token = 'dead', stalled_marked = true,
      locked_until_ms = ${BigInt(Date.now() + lockedForMs)}
    where queue = 'market'`;
}

async function lookInMs(): Promise<number | null> {
  const [row] = await ctx.db.$queryRaw<{ at: number }[]>`
    select value::float8 as at from bullmq.meta where queue = 'market' and field = 'stalled-check'`;
  return row ? row.at - Date.now() : null;
}

async function jobs() {
  const rows = await ctx.db.$queryRaw<{ id: string; state: string; lockMs: number; dueMs: number }[]>`
    select id, state::text, locked_until_ms::float8 as "lockMs", process_at_ms::float8 as "dueMs"
    from bullmq.job where queue = 'market'`;
  return rows.map(({ id, state, lockMs, dueMs }) => ({
    id,
    state,
    lockInMs: lockMs - Date.now(),
    dueInMs: dueMs - Date.now(),
  }));
}

it("takes the run of a schedule back from a dead worker, although the last look lies ten days ahead", async () => {
  await applySchedules(queue, [poll]);
  await die(-3 * 60_000);
  await look(10 * DAY_MS);
  await mendQueueTimes(ctx, clocks());
  expect(said).toMatchObject([{ mended: [{ queue: "market" }] }]);
  const runs = work();
  await expect.poll(() => runs.length, soon).toBeGreaterThanOrEqual(1);
  // It has armed its successor.
  await expect.poll(async () => (await queue.getDelayed()).length, soon).toBe(1);
  expect(await lookInMs()).toBeLessThanOrEqual(0);
});

it("ends the lock of a dead worker that lies ten days ahead, and then the job runs", async () => {
  await queue.add("prune-polls", {}, { jobId: "job_1" });
  await die(10 * DAY_MS);
  await mendQueueTimes(ctx, clocks());
  expect(said).toMatchObject([{ mended: [{ queue: "market", id: "job_1" }] }]);
  const [job] = await jobs();
  expect(job?.lockInMs).toBeLessThanOrEqual(30_000);
  await mendQueueTimes(ctx, clocks());
  expect(said).toHaveLength(1);
  // Half a minute passes for the lock.
  await ctx.db.$executeRaw`update bullmq.job set locked_until_ms = locked_until_ms - 30000`;
  const runs = work();
  await expect.poll(() => runs, soon).toEqual(["job_1"]);
});

it("takes no job from a live worker, even if its clock is ten days ahead", async () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const runs = work(() => ended, 1000);
  await queue.add("prune-polls", {}, { jobId: "job_1" });
  await expect.poll(() => runs, soon).toEqual(["job_1"]);
  // Until the worker has not renewed the lock just between the two.
  const mended = async () => {
    await ctx.db.$executeRaw`update bullmq.job set locked_until_ms = ${BigInt(Date.now() + 10 * DAY_MS)}`;
    await mendQueueTimes(ctx, clocks());
    return said.length;
  };
  await expect.poll(mended, soon).toBe(1);
  // It goes on renewing the lock, for a second each time.
  const lock = async () => (await jobs())[0]?.lockInMs;
  await expect.poll(lock, soon).toBeLessThanOrEqual(1000);
  end();
  await expect.poll(() => queue.getCompletedCount(), soon).toBe(1);
  expect(runs).toEqual(["job_1"]);
});

it("starts another attempt whose pause was counted by a clock ten days ahead", async () => {
  const retried = { attempts: 3, backoff: { type: "fixed", delay: 100 } };
  await queue.add("prune-polls", {}, { ...retried, jobId: "job_1" });
  await ctx.db.$executeRaw`
    update bullmq.job set state = 'delayed', attempts_made = 1, delay_ms = 100,
      process_at_ms = ${BigInt(Date.now() + 10 * DAY_MS)}`;
  await mendQueueTimes(ctx, clocks());
  expect(said).toMatchObject([{ mended: [{ queue: "market", id: "job_1" }] }]);
  const runs = work();
  await expect.poll(() => runs, soon).toEqual(["job_1"]);
});

it("leaves what is in order: live and expired locks, a recent look, pauses, and jobs that are delayed for days", async () => {
  await queue.add("prune-polls", {}, { jobId: "job_live" });
  await die(25_000);
  await look(-20_000);
  await queue.add("prune-polls", {}, { jobId: "job_later", delay: 3 * DAY_MS });
  await queue.add("prune-polls", {}, { jobId: "job_again", delay: 10_000 });
  await ctx.db.$executeRaw`update bullmq.job set attempts_made = 1 where id = 'job_again'`;
  const standing = () => ctx.db.$queryRaw`select * from bullmq.job order by id`;
  const before = await standing();
  await mendQueueTimes(ctx, clocks());
  await mendQueueTimes(ctx, clocks(10 * DAY_MS, 0));
  expect(await standing()).toEqual(before);
  expect(said).toEqual([]);
  expect(await lookInMs()).not.toBeNull();
});

it("leaves times that are due by the trusted clock to other machines while this one's clock is behind, until they are overdue", async () => {
  await queue.add("prune-polls", {}, { jobId: "job_1" });
  await die(20_000);
  await look(-20_000);
  await mendQueueTimes(ctx, clocks(-10 * DAY_MS, 0));
  expect(said).toEqual([]);
  await mendQueueTimes(ctx, clocks(-10 * DAY_MS, 90_000));
  expect(said).toHaveLength(2);
  expect(await lookInMs()).toBeNull();
  const [job] = await jobs();
  expect(job?.lockInMs).toBeLessThan(-9 * DAY_MS);
});
