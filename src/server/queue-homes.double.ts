import { afterEach } from "vitest";
import { openQueue, type QueueHome } from "./queue";
import { settings } from "./settings";

/** Where a suite runs: on PostgreSQL, and on Redis where the stage started one. It says so aloud when that is left out. */
export function queueHomes(suite: string): { backend: string; home: QueueHome }[] {
  const { DATABASE_URL: databaseUrl } = settings();
  const redisUrl = process.env.TEST_REDIS_URL;
  if (!redisUrl) console.warn(`left out: ${suite} on Redis (no TEST_REDIS_URL)`);
  return [
    { backend: "PostgreSQL", home: { databaseUrl, redisUrl: undefined } },
    ...(redisUrl ? [{ backend: "Redis", home: { databaseUrl, redisUrl } }] : []),
  ];
}

type Closable = { close: () => Promise<void> };

/** Queues and workers of one test on the market's queue: closed after it, with nothing left in the queue. */
export function keptQueues(home: QueueHome) {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(one: T): T => {
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    await openQueue("market", home).obliterate({ force: true });
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  return { opened, keep, queue: () => keep(openQueue("market", home)) };
}
