import type { Pool } from "pg";
import type { MarketEvent } from "@/domain/events/market";
import { createColumns, feedKey, putRow, removeRow } from "./columns";
import { type LoadedRow, loadAll, loadFeeds, loadNewer } from "./load";
import type { Market } from "./market";
import type { FeedState } from "./row";

/**
 * Opens the market snapshot and keeps it up to date: it is loaded in full once, and then each event loads what its feed has
 * written since.
 *
 * Events are applied one after another, so that the revision of a feed never runs ahead of its rows.
 */
export async function openStore(
  pool: Pool,
  polledSource: Market["polledSource"],
): Promise<{ market: Market; take: (event: MarketEvent) => Promise<void>; reload: () => Promise<void> }> {
  const market: Market = { columns: createColumns(), feeds: new Map(), polledSource, revision: 0 };
  const revisions = new Map<string, number>();
  let chain = Promise.resolve();

  async function reload(): Promise<void> {
    const [feeds, loaded] = await Promise.all([loadFeeds(pool), loadAll(pool)]);
    const fresh = createColumns(Math.max(1024, loaded.length * 2));
    for (const { row } of loaded) putRow(fresh, row);
    revisions.clear();
    for (const one of loaded) noteRevision(one);
    market.columns = fresh;
    market.feeds = new Map(feeds.map((feed) => [feedKey(feed), feed]));
    market.revision += 1;
  }

  async function take(event: MarketEvent): Promise<void> {
    const key = feedKey(event);
    if (event.type === "provider.health") {
      const sellsMachines = revisions.has(key) || market.feeds.has(key);
      if (event.ok && sellsMachines)
        market.feeds.set(key, { provider: event.provider, source: event.source, lastSuccessAt: event.at });
      return;
    }
    if (event.type === "token_offers.changed") return;
    if (event.revision <= (revisions.get(key) ?? 0)) return;
    await takeNewer(event, revisions.get(key) ?? 0);
    market.revision += 1;
  }

  async function takeNewer(feed: Pick<FeedState, "provider" | "source">, after: number): Promise<void> {
    for (const one of await loadNewer(pool, feed, after)) {
      if (one.isGone) removeRow(market.columns, one.row.id);
      else putRow(market.columns, one.row);
      noteRevision(one);
    }
  }

  function noteRevision({ row, revision }: LoadedRow): void {
    const key = feedKey(row);
    revisions.set(key, Math.max(revisions.get(key) ?? 0, revision));
  }

  function inTurn(step: () => Promise<void>): Promise<void> {
    const done = chain.then(step);
    chain = done.catch(() => undefined);
    return done;
  }

  await reload();
  return { market, take: (event) => inTurn(() => take(event)), reload: () => inTurn(reload) };
}
