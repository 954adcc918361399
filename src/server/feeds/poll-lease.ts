import type { Context } from "@/server/context";
import type { Provider } from "@/server/providers/contract";
import { inTransaction, type TransactionOptions } from "@/server/transaction";
import type { Feed } from "./ingest/write-offers";

/** How long a feed waits for a worker that was killed. */
const LEASE_MS = 90_000;
/** Several times within a lease, so that a busy moment does not lose it. */
const RENEW_EVERY_MS = 20_000;
/** Longer than a poll of ordinary replies may take with its retries: one that still runs then has hung. */
const LONGEST_POLL_MS = 3 * 60_000;
/** Files in a row that a poll may read, each within its own time limit. */
const FILES = 8;

/** All feeds may be written at once, with fewer connections than feeds. */
const patient: TransactionOptions = { maxWaitMs: 30_000 };

export type PollLease = { release: () => Promise<void> };

/**
 * Takes the right to poll a feed, by compare-and-set on its row: one poll of a provider at a time over all workers. A second
 * one would ask for the same again, and might write the older answer last. It is short, and renewed while the poll runs.
 *
 * @returns null while another poll runs. A worker that died lets go when its lease ends.
 */
export async function claimPoll(
  ctx: Context,
  feed: Feed,
  { fileLimits }: Provider,
): Promise<PollLease | null> {
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const longestMs = LONGEST_POLL_MS + FILES * (fileLimits?.totalTimeoutMs ?? 0);
  let until = new Date(ctx.now.getTime() + LEASE_MS);
  if (!(await claim(ctx, feed, until))) return null;

  let renewing = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing
      .then(renew)
      .catch((error) => ctx.log.warn({ ...feed, err: error }, "lease not renewed"));
  }, RENEW_EVERY_MS);
  timer.unref();

  async function renew(): Promise<void> {
    const next = new Date(ctx.now.getTime() + elapsedMs() + LEASE_MS);
    if (elapsedMs() > longestMs || !(await replace(ctx, feed, until, next))) return clearInterval(timer);
    until = next;
  }

  return {
    release: async () => {
      clearInterval(timer);
      await renewing;
      await replace(ctx, feed, until, null);
    },
  };
}

async function claim(ctx: Context, feed: Feed, until: Date): Promise<boolean> {
  const claimed = await inTransaction(
    ctx,
    async ({ db, now }) => db.$executeRaw`
      insert into provider_health (provider, source, polling_until)
      values (${feed.provider}, ${feed.source}::offer_source, ${until}::timestamptz)
      on conflict (provider, source) do update set polling_until = excluded.polling_until
      where provider_health.polling_until is null or provider_health.polling_until <= ${now}::timestamptz`,
    patient,
  );
  return claimed === 1;
}

/** Only what this poll wrote itself: once its lease has ended the row may bear a successor's. */
async function replace(ctx: Context, feed: Feed, own: Date, next: Date | null): Promise<boolean> {
  const { provider, source } = feed;
  const { count } = await inTransaction(
    ctx,
    ({ db }) =>
      db.providerHealth.updateMany({
        where: { provider, source, pollingUntil: own },
        data: { pollingUntil: next },
      }),
    patient,
  );
  return count === 1;
}
