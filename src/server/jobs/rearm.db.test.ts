import { describe, expect, it } from "vitest";
import { asOwner } from "@/server/database.double";
import { type JobQueue, openQueue, openWorker } from "@/server/queue";
import { keptQueues, queueHomes } from "@/server/queue-homes.double";
import { settings } from "@/server/settings";
import { applySchedules } from "./apply-schedules";
import type { Clocks } from "./rearm";
import type { Schedule } from "./schedules";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const soon = { timeout: 20_000 };

const poll: Schedule = {
  key: "poll-provider:vultr",
  job: "poll-provider",
  payload: { provider: "vultr" },
  repetition: { everyMs: MINUTE_MS },
};

describe.each(queueHomes("schedules after a jump of the clock"))(
  "a schedule in a queue on $backend",
  ({ home }) => {
    const { keep, queue: open } = keptQueues(home);
    const work = () => {
      const runs: string[] = [];
      const run = async ({ id }: { id: string }) => void runs.push(id);
      keep(openWorker("market", run, { concurrency: 4, home }));
      return runs;
    };
    const clocks = (machineMs = 0, trustedMs = machineMs): Clocks => ({
      machine: new Date(Date.now() + machineMs),
      trusted: new Date(Date.now() + trustedMs),
    });
    const nextInMs = async (queue: JobQueue) => {
      const [installed] = await queue.getJobSchedulers();
      return Number(installed?.next) - Date.now();
    };
    /** As a machine whose clock is ahead by this much arms it: its next run lies that far ahead. */
    const armAhead = async (queue: JobQueue, byMs: number) => {
      const template = { name: poll.job, data: poll.payload, opts: { attempts: 1 } };
      await queue.upsertJobScheduler(poll.key, { every: MINUTE_MS, startDate: Date.now() + byMs }, template);
    };

    it("whose next run lies days ahead, as after a clock that was set back, runs at once and once, and then on time", async () => {
      const queue = open();
      await armAhead(queue, 10 * DAY_MS);
      expect(await nextInMs(queue)).toBeGreaterThan(9 * DAY_MS);
      const runs = work();
      await applySchedules(queue, [poll], clocks());
      await expect.poll(() => queue.getCompletedCount(), soon).toBe(1);
      expect(await nextInMs(queue)).toBeLessThanOrEqual(MINUTE_MS);
      await applySchedules(queue, [poll], clocks());
      expect(runs).toHaveLength(1);
    });

    it("within two intervals stays as it is", async () => {
      const queue = open();
      await armAhead(queue, 110_000);
      await applySchedules(queue, [poll], clocks());
      expect(await nextInMs(queue)).toBeGreaterThan(100_000);
    });

    it("that is due in time by the trusted clock is left to other machines while this one's clock is behind, until it is overdue", async () => {
      const queue = open();
      await armAhead(queue, 50_000);
      await applySchedules(queue, [poll], clocks(-10 * DAY_MS, 0));
      expect(await nextInMs(queue)).toBeGreaterThan(40_000);
      await applySchedules(queue, [poll], clocks(-10 * DAY_MS, 70_000));
      expect(await nextInMs(queue)).toBeLessThanOrEqual(0);
    });

    it("runs once, not once for each missed run, after a clock that was set ahead", async () => {
      const queue = open();
      await armAhead(queue, -10 * DAY_MS);
      const runs = work();
      await expect.poll(() => queue.getCompletedCount(), soon).toBe(1);
      await applySchedules(queue, [poll], clocks());
      expect(runs).toHaveLength(1);
      expect(await nextInMs(queue)).toBeGreaterThan(0);
    });

    it("that waits in a busy queue past its time is not armed a second time", async () => {
      const queue = open();
      await applySchedules(queue, [poll], clocks());
      await applySchedules(queue, [poll], clocks(5 * MINUTE_MS));
      const waiting = (await queue.getWaitingCount()) + (await queue.getDelayed()).length;
      expect(waiting).toBe(1);
    });
  },
);

it("without a job for its next run, which a database that was away did not take, is armed again", async () => {
  const queue = openQueue("market", { databaseUrl: settings().DATABASE_URL, redisUrl: undefined });
  try {
    await applySchedules(queue, [poll]);
    await asOwner`delete from bullmq.job where queue = 'market'`;
    await applySchedules(queue, [poll], {
      machine: new Date(Date.now() + MINUTE_MS),
      trusted: new Date(Date.now() + MINUTE_MS),
    });
    expect(await queue.getWaitingCount()).toBe(1);
  } finally {
    await queue.obliterate({ force: true });
    await queue.close();
  }
});
