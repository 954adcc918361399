import type { Context } from "../context";
import type { Provider } from "../providers/contract";
import type { Feed } from "./write-offers";

/** Longer than a poll of ordinary replies may take with its retries. */
const LEASE_MS = 3 * 60_000;
/** Files in a row that a poll may read, each within its own time limit. */
const FILES = 8;

/**
 * Takes the right to poll a feed, by compare-and-set on its row: one poll of a provider at a time over all workers. A second
 * one would ask for the same again, and might write the older answer last.
 *
 * @returns false while another poll runs. A worker that died lets go when its lease ends.
 */
export async function claimPoll(ctx: Context, feed: Feed, { fileLimits }: Provider): Promise<boolean> {
  const until = new Date(ctx.now.getTime() + LEASE_MS + FILES * (fileLimits?.totalTimeoutMs ?? 0));
  const claimed = await ctx.db.$executeRaw`
    insert into provider_health (provider, source, polling_until)
    values (${feed.provider}, ${feed.source}::offer_source, ${until}::timestamptz)
    on conflict (provider, source) do update set polling_until = excluded.polling_until
    where provider_health.polling_until is null or provider_health.polling_until <= ${ctx.now}::timestamptz`;
  return claimed === 1;
}

export async function releasePoll(ctx: Context, feed: Feed): Promise<void> {
  await ctx.db.providerHealth.update({ where: { provider_source: feed }, data: { pollingUntil: null } });
}
