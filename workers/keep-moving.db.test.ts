import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyMarket } from "@/server/database.double";
import { db } from "@/server/db";
import { wantedSchedules } from "@/server/jobs/schedules";
import { closeQueues, queueNamed } from "@/server/queue";
import { keepMoving } from "./keep-moving";
import { repeat } from "./repeat";

/** A generous time-out for machines that are busy with other tests. */
const soon = { timeout: 20_000 };

beforeEach(async () => {
  const { db: client } = (await emptyMarket())(new Date());
  await client.outboxJob.deleteMany();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await queueNamed("market").obliterate({ force: true });
});
afterAll(async () => {
  await closeQueues();
  await db().$disconnect();
});

it("delivers what a crash left in the outbox within five seconds", async () => {
  const at = new Date();
  const row = { id: "job_1", job: "prune-polls", payload: {}, requestId: "req_1" };
  await db().outboxJob.create({ data: { ...row, createdAt: at, runAt: at } });
  const keeper = keepMoving([]);
  await vi.advanceTimersByTimeAsync(5000);
  await expect.poll(() => queueNamed("market").getJobState("job_1"), soon).toBe("waiting");
  await keeper.stop();
});

it("restores the schedules within a minute when the queue has lost them", async () => {
  const schedules = wantedSchedules();
  const keeper = keepMoving(schedules);
  await vi.advanceTimersByTimeAsync(60_000);
  const keys = async () => (await queueNamed("market").getJobSchedulers()).map(({ key }) => key).sort();
  await expect.poll(keys, soon).toEqual(schedules.map(({ key }) => key).sort());
  await keeper.stop();
});

it("forgets within a minute that a clock ten days ahead has looked for jobs of dead workers", async () => {
  await db().$executeRaw`
    insert into bullmq.meta (queue, field, value) values ('market', 'stalled-check', ${String(Date.now() + 864_000_000)})
    on conflict (queue, field) do update set value = excluded.value`;
  const keeper = keepMoving([]);
  await vi.advanceTimersByTimeAsync(60_000);
  const looks = () =>
    db().$queryRaw`select from bullmq.meta where queue = 'market' and field = 'stalled-check'`;
  await expect.poll(looks, soon).toEqual([]);
  await keeper.stop();
});

it("never runs a repeated task twice at once, and runs it again after a failure", async () => {
  const ends: (() => void)[] = [];
  const task = repeat(
    1000,
    () => new Promise((_resolve, reject) => ends.push(() => reject(new Error("down")))),
  );
  await vi.advanceTimersByTimeAsync(3000);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ends).toHaveLength(2);
  let stopped = false;
  const stopping = task.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(5000);
  expect([stopped, ends.length]).toEqual([false, 2]);
  ends[1]?.();
  await stopping;
});
