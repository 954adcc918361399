"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Connection, useMarketEvents } from "@/components/realtime/use-market-events";
import { useTRPC } from "@/components/trpc/provider";
import type { MarketEvent, OffersChanged } from "@/domain/realtime";
import type { LivePrice } from "../live-price";
import { PAGE_SIZE } from "./use-offer-pages";

/** The market snapshot hears the same event: this long it takes at most until it has read the new rows. */
const SNAPSHOT_LAG_MS = 300;

type LiveState = {
  prices: ReadonlyMap<string, LivePrice>;
  /** When a feed last answered, by "provider/source", ISO 8601. */
  seenAt: ReadonlyMap<string, string>;
  /** Changes heard that the rows in sight do not contain, with when they were heard. */
  pending: readonly { heardAtMs: number; changes: number }[];
};

const nothingHeard: LiveState = { prices: new Map(), seenAt: new Map(), pending: [] };

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
  priceOf: (id: string) => LivePrice | null;
  seenAt: ReadonlyMap<string, string>;
  pendingChanges: number;
  /** Reads everything anew; the only way in which rows change place without a change of the question. */
  apply: () => void;
};

/** What happened on the market since the rows were read. Prices change in place; everything else waits for `apply`. */
export function useLiveMarket(rows: Rows): LiveMarket {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [live, setLive] = useState(nothingHeard);
  const reread = useReread(rows, (prices) =>
    setLive((state) => ({ ...state, prices: onlyPrices(state.prices, prices) })),
  );
  const connection = useMarketEvents({ onEvent: hear, onResync: onMissed });
  useForgetTaken(rows, setLive);

  function hear(event: MarketEvent): void {
    const isShown = rows.providers.length === 0 || rows.providers.includes(event.provider);
    if (event.type === "provider.health") {
      if (event.ok)
        setLive((state) => ({ ...state, seenAt: new Map(state.seenAt).set(feedOf(event), event.at) }));
      void queries.invalidateQueries(trpc.offers.health.pathFilter());
      return;
    }
    void queries.invalidateQueries({ ...trpc.offers.search.pathFilter(), type: "inactive" });
    if (!isShown) return;
    setLive((state) => takeChange(state, event));
    if (event.prices === null) reread();
  }

  function onMissed(): void {
    setLive((state) => ({
      ...state,
      pending: [...state.pending, { heardAtMs: performance.now(), changes: 1 }],
    }));
    reread();
  }

  function apply(): void {
    void queries.invalidateQueries(trpc.offers.search.pathFilter());
    void queries.invalidateQueries(trpc.offers.why.pathFilter());
  }

  return {
    connection,
    priceOf: (id) => live.prices.get(id) ?? null,
    seenAt: live.seenAt,
    pendingChanges: live.pending.reduce((sum, { changes }) => sum + changes, 0),
    apply,
  };
}

export function feedOf({ provider, source }: { provider: string; source: string }): string {
  return `${provider}/${source}`;
}

function takeChange(state: LiveState, { added, changed, gone, prices }: OffersChanged): LiveState {
  const changes = added + changed + gone;
  return {
    ...state,
    pending: changes > 0 ? [...state.pending, { heardAtMs: performance.now(), changes }] : state.pending,
    prices: prices ? takePrices(state.prices, prices) : state.prices,
  };
}

type Heard = readonly (readonly [id: string, microUsdPerGpuHour: number])[];

function takePrices(known: ReadonlyMap<string, LivePrice>, heard: Heard): ReadonlyMap<string, LivePrice> {
  return new Map([...known, ...onlyPrices(known, heard)]);
}

/** What was just read, and nothing older: a price that an event left out may have changed since. */
function onlyPrices(known: ReadonlyMap<string, LivePrice>, heard: Heard): ReadonlyMap<string, LivePrice> {
  const heardAtMs = performance.now();
  return new Map(
    heard.map(([id, microUsdPerGpuHour]) => {
      const before = known.get(id);
      if (before?.microUsdPerGpuHour === microUsdPerGpuHour) return [id, before];
      return [id, { microUsdPerGpuHour, previous: before?.microUsdPerGpuHour ?? null, heardAtMs }];
    }),
  );
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
    setLive((state) => ({
      ...state,
      pending: state.pending.filter(({ heardAtMs }) => heardAtMs > takenUntilMs),
    }));
  }, [dataUpdatedAt, setLive]);
}
