import type { Pool } from "pg";
import { createColumns, feedKey, removeRow } from "./columns";
import { takeRow } from "./keep-in-force";
import { type LoadedFeed, loadAll, loadFeeds, loadNewer } from "./load";
import type { Market } from "./market";
import type { FeedState } from "./row";

export type Store = {
  market: Market;
  /** Takes what the tables say now. Calls that come while one waits for its turn are one. */
  takeChanges: () => Promise<void>;
  reload: () => Promise<void>;
};

/**
 * Opens the market snapshot. It is loaded in full once; after that, `takeChanges` loads what each feed has written since.
 *
 * What has changed is read from the tables, never from an event: every login of the database can publish one.
 */
export async function openStore(pool: Pool, polledSource: Market["polledSource"]): Promise<Store> {
  const empty = { columns: createColumns(), feeds: new Map(), revision: 0, writtenRevision: 0 };
  const market: Market = { ...empty, polledSource };
  let revisions = new Map<string, number>();
  let chain = Promise.resolve();
  let waiting: Promise<void> | null = null;

  // Feeds are read before their rows, so that the revision of a feed never runs ahead of its rows.
  async function reload(): Promise<void> {
    const feeds = await loadFeeds(pool);
    const loaded = await loadAll(pool);
    const fresh = createColumns(Math.max(1024, loaded.length * 2));
    revisions = new Map(feeds.map((feed) => [feedKey(feed.state), feed.revision]));
    market.columns = fresh;
    market.dated = new Map();
    for (const { row } of loaded) takeRow(market, row);
    market.feeds = statesOf(feeds);
    market.writtenRevision = writtenRevisionOf(feeds, polledSource);
    market.revision += 1;
  }

  function dropRow(id: string): void {
    market.dated?.delete(id);
    removeRow(market.columns, id);
  }

  async function takeChanges(): Promise<void> {
    const feeds = await loadFeeds(pool);
    for (const { state, revision } of feeds) {
      const key = feedKey(state);
      const known = revisions.get(key) ?? 0;
      if (revision <= known) continue;
      const newer = await loadNewer(pool, state, known);
      for (const { row, isGone } of newer)
        if (isGone) dropRow(row.id);
        else takeRow(market, row);
      revisions.set(key, revision);
      if (newer.length > 0) market.revision += 1;
    }
    market.feeds = statesOf(feeds);
    market.writtenRevision = writtenRevisionOf(feeds, polledSource);
  }

  function inTurn(step: () => Promise<void>): Promise<void> {
    const done = chain.then(step);
    chain = done.catch(() => undefined);
    return done;
  }

  await reload();
  return {
    market,
    takeChanges: () => {
      waiting ??= inTurn(() => {
        waiting = null;
        return takeChanges();
      });
      return waiting;
    },
    reload: () => inTurn(reload),
  };
}

/** Only feeds with hourly machines: a feed that sells only models must not hide the list prices of its provider's machines. */
function statesOf(feeds: readonly LoadedFeed[]): Map<string, FeedState> {
  return new Map(feeds.filter(({ sells }) => sells).map(({ state }) => [feedKey(state), state]));
}

function writtenRevisionOf(feeds: readonly LoadedFeed[], polledSource: Market["polledSource"]): number {
  const shown = feeds.filter(({ state: { source } }) => source === polledSource || source === "list");
  return Math.max(0, ...shown.map(({ writtenRevision }) => writtenRevision));
}
