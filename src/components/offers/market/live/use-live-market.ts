"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Connection, useMarketEvents } from "@/components/realtime/use-market-events";
import { useTRPC } from "@/components/trpc/provider";
import type { MarketEvent } from "@/domain/events/market";
import { PAGE_SIZE } from "../table/row-count";
import {
  feedOf,
  forgetUntil,
  type LiveState,
  newestPendingAt,
  nothingHeard,
  pendingChanges,
  takeAnswer,
  takeChange,
  takePending,
  takePrices,
} from "./live-state";

/** The market snapshot hears the same event: this long it takes at most until it has read the new rows. */
const SNAPSHOT_LAG_MS = 300;

type Rows = {
  parameters: Record<string, string>;
  /** Pages on screen besides the first. */
  pages: readonly number[];
  providers: readonly string[];
  dataUpdatedAt: number;
  isFetching: boolean;
};

export type LiveMarket = {
  connection: Connection;
  heard: LiveState;
  pendingChanges: number;
  /** Reads everything anew; the only way in which rows change place without a change of the question. */
  apply: () => void;
};

/** What happened on the market since the rows were read. Prices change in place; everything else waits for `apply`. */
export function useLiveMarket(rows: Rows): LiveMarket {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [live, setLive] = useState(nothingHeard);
  const applying = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(applying.current), []);
  const reread = useReread(rows, (prices) => {
    const heardAtMs = performance.now();
    setLive((state) => takePrices(state, prices, heardAtMs));
  });
  const connection = useMarketEvents({ onEvent: hear, onResync: onMissed });
  useForgetTaken(rows, setLive);

  function hear(event: MarketEvent): void {
    if (event.type === "provider.health") {
      if (event.ok) setLive((state) => takeAnswer(state, feedOf(event), event.at));
      void queries.invalidateQueries(trpc.providers.health.pathFilter());
      return;
    }
    // Models have pages of their own.
    if (event.type === "token_offers.changed") return;
    // Rows in sight stay; other questions, and these ones when they are asked again, are old now.
    void queries.invalidateQueries({ ...trpc.offers.search.pathFilter(), refetchType: "none" });
    const isShown = rows.providers.length === 0 || rows.providers.includes(event.provider);
    if (!isShown) return;
    const heardAtMs = performance.now();
    setLive((state) => takeChange(state, event, heardAtMs));
    if (event.prices === null) reread();
  }

  function onMissed(): void {
    const heardAtMs = performance.now();
    setLive((state) => takePending(state, 1, heardAtMs));
    reread();
  }

  function apply(): void {
    clearTimeout(applying.current);
    // Asked sooner, the answer might lack what was heard last, and the change would seem to wait still.
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

/** Asks for the pages on screen once more, for their prices only: too many had changed to travel with the event. */
function useReread({ parameters, pages }: Rows, onPrices: (prices: [string, number][]) => void): () => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function read(): Promise<void> {
    const answers = await Promise.all(
      [1, ...pages].map((page) => {
        // The limit is the usual one; said aloud it makes another key, so the rows on screen are not replaced.
        const question = { ...parameters, page: String(page), limit: String(PAGE_SIZE) };
        return queries.fetchQuery(trpc.offers.search.queryOptions(question, { staleTime: 0, gcTime: 0 }));
      }),
    );
    onPrices(
      answers.flatMap(({ hits }) =>
        hits.map(({ id, microUsdPerGpuHour }): [string, number] => [id, microUsdPerGpuHour]),
      ),
    );
  }

  return () => {
    clearTimeout(timer.current);
    // A failure leaves the prices as they are, ageing in sight; the next event asks again.
    timer.current = setTimeout(() => void read().catch(() => undefined), SNAPSHOT_LAG_MS);
  };
}

/** Once rows are read anew, what was heard before the reading began is in them. */
function useForgetTaken(
  { dataUpdatedAt, isFetching }: Rows,
  setLive: (change: (state: LiveState) => LiveState) => void,
): void {
  const askedAtMs = useRef(0);
  useEffect(() => {
    if (isFetching) askedAtMs.current = performance.now();
  }, [isFetching]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows are the event, whatever they contain
  useEffect(() => {
    const takenUntilMs = askedAtMs.current - SNAPSHOT_LAG_MS;
    setLive((state) => forgetUntil(state, takenUntilMs));
  }, [dataUpdatedAt, setLive]);
}
