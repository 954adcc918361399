import { AppError } from "@/domain/errors";
import { CLOCK_TOLERANCE_MS } from "@/domain/time";
import { type Context, newId, type TransactionContext } from "@/server/context";
import type { Provider } from "@/server/providers/contract";
import { inTransaction, type TransactionOptions } from "@/server/transaction";
import type { Feed } from "./ingest/write-offers";

/**
 * How long a feed stays locked after its worker was killed. It may be short, because a poll that loses its lease by a delay cannot
 * write. A lease that ends later than this was written by a wrong clock.
 */
const LEASE_MS = 8_000;
/** Several renewals per lease, so that one delay does not lose it. */
const RENEW_EVERY_MS = 2_000;
/** Longer than an ordinary poll with retries takes: a poll that still runs after that has hung. */
const LONGEST_POLL_MS = 3 * 60_000;
/** How many files a poll may read one after another, each within its own time limit. */
const FILES = 8;

/** All feeds may be written at once, and there are fewer connections than feeds. */
const longWait: TransactionOptions = { maxWaitMs: 30_000 };

/** `id` names the poll that has the lease, for {@link requireLease}. */
export type PollLease = { id: string; release: () => Promise<void> };

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
  const id = newId("poll", ctx.now);
  if (!(await claim(ctx, feed, id, elapsedMs))) return null;

  let renewing = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing
      .then(renew)
      .catch((error) => ctx.log.warn({ ...feed, err: error }, "lease not renewed"));
  }, RENEW_EVERY_MS);
  timer.unref();

  async function renew(): Promise<void> {
    const until = new Date(ctx.now.getTime() + elapsedMs() + LEASE_MS);
    const isOver = elapsedMs() > longestMs;
    if (isOver || !(await change(ctx, feed, id, { pollingUntil: until }))) clearInterval(timer);
  }

  return {
    id,
    release: async () => {
      clearInterval(timer);
      await renewing;
      await change(ctx, feed, id, { pollingUntil: null, pollingBy: null });
    },
  };
}

/**
 * Makes sure that the poll has not lost its lease to another one, until the transaction ends. A lease that has expired but that
 * nobody else has claimed is still its own.
 *
 * @throws {AppError} CONFLICT when another poll has claimed the feed.
 */
export async function requireLease(
  tx: TransactionContext,
  { provider, source }: Feed,
  id: string,
): Promise<void> {
  const held = await tx.db.$queryRaw<{ polling_by: string }[]>`
    select polling_by from provider_health
    where provider = ${provider} and source = ${source}::offer_source and polling_by = ${id} for update`;
  if (held.length === 0) throw new AppError("CONFLICT", `the poll ${id} of ${provider} has lost its lease`);
}

async function claim(ctx: Context, feed: Feed, id: string, elapsedMs: () => number): Promise<boolean> {
  const work = async ({ db, now }: TransactionContext) => {
    // The wait for a connection may be longer than a lease: one that counted from before it would have expired when written.
    const until = new Date(now.getTime() + elapsedMs() + LEASE_MS);
    const latest = new Date(until.getTime() + CLOCK_TOLERANCE_MS);
    return await db.$executeRaw`
      insert into provider_health (provider, source, polling_until, polling_by)
      values (${feed.provider}, ${feed.source}::offer_source, ${until}::timestamptz, ${id})
      on conflict (provider, source) do update
      set polling_until = excluded.polling_until, polling_by = excluded.polling_by
      where provider_health.polling_until is null or provider_health.polling_until <= ${now}::timestamptz
        or provider_health.polling_until > ${latest}::timestamptz`;
  };
  return (await inTransaction(ctx, work, longWait)) === 1;
}

/** Changes only the lease of this poll: after it expired, the row may contain the lease of another one. */
async function change(
  ctx: Context,
  { provider, source }: Feed,
  id: string,
  lease: { pollingUntil: Date | null; pollingBy?: null },
): Promise<boolean> {
  const where = { provider, source, pollingBy: id };
  const { count } = await inTransaction(
    ctx,
    ({ db }) => db.providerHealth.updateMany({ where, data: lease }),
    longWait,
  );
  return count === 1;
}
