"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Connection, useMarketEvents } from "@/components/realtime/use-market-events";
import { useTRPC } from "@/components/trpc/provider";
import type { MarketEvent } from "@/domain/events/market";
import { PAGE_SIZE } from "../table/row-count";
import type { Hit } from "../types";
import {
  dropUntil,
  feedOf,
  initialLiveState,
  type LiveState,
  newestPendingAt,
  pendingChanges,
  pricesIn,
  recordAnswer,
  recordChange,
  recordRead,
} from "./live-state";

/** The market snapshot receives the same event and takes at most this long to load the new rows. */
const SNAPSHOT_LAG_MS = 300;

type Rows = {
  parameters: Record<string, string>;
  /** Pages on screen after the first. */
  pages: readonly number[];
  providers: readonly string[];
  /** Of the market that the rows are from. */
  revision: number;
  dataUpdatedAt: number;
  isFetching: boolean;
};

export type LiveMarket = {
  connection: Connection;
  heard: LiveState;
  pendingChanges: number;
  /** Reloads everything; the only way in which rows change places without a change of the search. */
  apply: () => void;
};

/** What has changed on the market since the rows were loaded. Prices update in place; everything else waits for `apply`. */
export function useLiveMarket(rows: Rows): LiveMarket {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [live, setLive] = useState(initialLiveState);
  const applying = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(applying.current), []);
  const reloadPrices = useReloadPrices(rows, (read) => {
    const arrival = { shownRevision: rows.revision, receivedAtMs: performance.now() };
    setLive((state) => recordRead(state, read, arrival));
  });
  const connection = useMarketEvents({ onEvent: receive, onResync: reloadPrices });
  useDropLoaded(rows, setLive);

  function receive(event: MarketEvent): void {
    if (event.type === "provider.health") {
      if (event.ok) setLive((state) => recordAnswer(state, feedOf(event), event.at));
      void queries.invalidateQueries(trpc.providers.health.pathFilter());
      return;
    }
    // Models have separate pages.
    if (event.type === "token_offers.changed") return;
    // The visible rows stay; every cached search is now stale.
    void queries.invalidateQueries({ ...trpc.offers.search.pathFilter(), refetchType: "none" });
    const isShown = rows.providers.length === 0 || rows.providers.includes(event.provider);
    if (!isShown) return;
    const receivedAtMs = performance.now();
    setLive((state) => recordChange(state, event, receivedAtMs));
    if (pricesIn(event) === null) reloadPrices();
  }

  function apply(): void {
    clearTimeout(applying.current);
    // An earlier query might miss the latest event, and its change would still look pending.
    applying.current = setTimeout(
      () => {
        void queries.invalidateQueries(trpc.offers.search.pathFilter());
        void queries.invalidateQueries(trpc.ranking.explain.pathFilter());
      },
      Math.max(0, newestPendingAt(live) + 1.5 * SNAPSHOT_LAG_MS - performance.now()),
    );
  }

  return {
    connection,
    heard: live,
    pendingChanges: pendingChanges(live),
    apply,
  };
}

/**
 * Reads the pages on screen again for their prices and ages only: too much had changed to fit into an event, or no event came.
 */
function useReloadPrices(
  { parameters, pages }: Rows,
  onRead: (read: { hits: Hit[]; revision: number }) => void,
): () => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function read(): Promise<void> {
    const answers = await Promise.all(
      [1, ...pages].map((page) => {
        // The limit is the default; stating it changes the query key, so the rows on screen are not replaced.
        const question = { ...parameters, page: String(page), limit: String(PAGE_SIZE) };
        return queries.fetchQuery(trpc.offers.search.queryOptions(question, { staleTime: 0, gcTime: 0 }));
      }),
    );
    onRead({
      hits: answers.flatMap(({ hits }) => hits),
      revision: Math.max(...answers.map(({ revision }) => revision)),
    });
  }

  return () => {
    clearTimeout(timer.current);
    // After a failure the prices stay and visibly age; the next event retries.
    timer.current = setTimeout(() => void read().catch(() => undefined), SNAPSHOT_LAG_MS);
  };
}

/** Reloaded rows contain every event that arrived before the load began, so those are dropped. */
function useDropLoaded(
  { dataUpdatedAt, isFetching }: Rows,
  setLive: (change: (state: LiveState) => LiveState) => void,
): void {
  const requestedAtMs = useRef(0);
  useEffect(() => {
    if (isFetching) requestedAtMs.current = performance.now();
  }, [isFetching]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arrival of new rows is the trigger, whatever they contain
  useEffect(() => {
    const loadedUntilMs = requestedAtMs.current - SNAPSHOT_LAG_MS;
    setLive((state) => dropUntil(state, loadedUntilMs));
  }, [dataUpdatedAt, setLive]);
}
