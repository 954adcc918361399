import { expect, it, vi } from "vitest";
import { openQueue, openWorker } from "./queue";

const JOBS = 1500;
const FAILS_EVERY = 7;

it("a job that succeeded is never run again or marked failed, although finishing jobs lock each other out", async () => {
  const name = "mail";
  const queue = openQueue(name);
  await queue.obliterate({ force: true });
  const runs = new Map<string, number>();
  const workers = [1, 2, 3].map(() =>
    openWorker(
      name,
      async ({ id }) => {
        runs.set(id, (runs.get(id) ?? 0) + 1);
        if (mayFail(id) && runs.get(id) === 1) throw new Error("the first attempt of some jobs fails");
      },
      { concurrency: 8 },
    ),
  );
  const started = Array.from({ length: JOBS }, (_, place) =>
    queue.add("x", {}, { jobId: `job-${place}`, attempts: 3, backoff: { type: "fixed", delay: 5 } }),
  );
  await Promise.all(started);
  const isDone = async () => {
    expect(await queue.getWaitingCount()).toBe(0);
    expect((await queue.getDelayed()).length).toBe(0);
    expect(runs.size).toBe(JOBS);
  };
  await vi.waitFor(isDone, { timeout: 25_000, interval: 100 });
  await Promise.all(workers.map((worker) => worker.close()));
  const wrong = [...runs].filter(([id, times]) => times !== (mayFail(id) ? 2 : 1));
  expect([wrong, await queue.getFailedCount()]).toEqual([[], 0]);
  await queue.close();
}, 60_000);

function mayFail(id: string): boolean {
  return Number(id.slice("job-".length)) % FAILS_EVERY === 0;
}
