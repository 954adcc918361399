import { CLOCK_TOLERANCE_MS } from "@/domain/time";
import type { Context } from "@/server/context";
import type { Provider } from "@/server/providers/contract";
import { inTransaction, type TransactionOptions } from "@/server/transaction";
import type { Feed } from "./ingest/write-offers";

/** How long a feed stays locked after its worker was killed. A lease that ends later than this was written by a wrong clock. */
const LEASE_MS = 90_000;
/** Several renewals per lease, so that one delay does not lose it. */
const RENEW_EVERY_MS = 20_000;
/** Longer than an ordinary poll with retries takes: a poll that still runs after that has hung. */
const LONGEST_POLL_MS = 3 * 60_000;
/** How many files a poll may read one after another, each within its own time limit. */
const FILES = 8;

/** All feeds may be written at once, and there are fewer connections than feeds. */
const longWait: TransactionOptions = { maxWaitMs: 30_000 };

export type PollLease = { release: () => Promise<void> };

/** The longest time that a poll of this provider may take while it still makes progress. */
export function longestPollMs({ fileLimits }: Pick<Provider, "fileLimits">): number {
  return LONGEST_POLL_MS + FILES * (fileLimits?.totalTimeoutMs ?? 0);
}

/**
 * Claims a lease to poll a feed by compare-and-set on its row, so that only one worker polls a provider at a time. A second
 * poll would repeat the calls and might write the older answer last. The lease is short and is renewed while the poll runs.
 *
 * @returns null while another poll runs. The lease of a worker that died simply expires, and one that ends too far ahead is none.
 */
export async function claimPoll(ctx: Context, feed: Feed, provider: Provider): Promise<PollLease | null> {
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const longestMs = longestPollMs(provider);
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
  const latest = new Date(until.getTime() + CLOCK_TOLERANCE_MS);
  const claimed = await inTransaction(
    ctx,
    async ({ db, now }) => db.$executeRaw`
      insert into provider_health (provider, source, polling_until)
      values (${feed.provider}, ${feed.source}::offer_source, ${until}::timestamptz)
      on conflict (provider, source) do update set polling_until = excluded.polling_until
      where provider_health.polling_until is null or provider_health.polling_until <= ${now}::timestamptz
        or provider_health.polling_until > ${latest}::timestamptz`,
    longWait,
  );
  return claimed === 1;
}

/** Replaces only the value that this poll wrote: after its lease expired, the row may contain the lease of another poll. */
async function replace(ctx: Context, feed: Feed, own: Date, next: Date | null): Promise<boolean> {
  const { provider, source } = feed;
  const { count } = await inTransaction(
    ctx,
    ({ db }) =>
      db.providerHealth.updateMany({
        where: { provider, source, pollingUntil: own },
        data: { pollingUntil: next },
      }),
    longWait,
  );
  return count === 1;
}
