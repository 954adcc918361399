import type { OffersChanged } from "@/domain/events/market";
import type { HourPrices, LivePrice } from "./live-price";

/** What live events have reported since the rows were loaded. Times are milliseconds of one monotonic clock. */
export type LiveState = {
  prices: ReadonlyMap<string, LivePrice>;
  /** When a feed last answered, by "provider/source", ISO 8601. */
  seenAt: ReadonlyMap<string, string>;
  /** Reported changes that the visible rows do not contain yet. */
  pending: readonly { receivedAtMs: number; changes: number }[];
  /** Newest revision of the market that the prices were read again from; null while events bring them. */
  readRevision: number | null;
};

/** Prices of one offer as they arrived. */
export type ReceivedPrices = HourPrices & { id: string };

export const initialLiveState: LiveState = {
  prices: new Map(),
  seenAt: new Map(),
  pending: [],
  readRevision: null,
};

export function feedOf({ provider, source }: { provider: string; source: string }): string {
  return `${provider}/${source}`;
}

export function pendingChanges({ pending }: LiveState): number {
  return pending.reduce((sum, { changes }) => sum + changes, 0);
}

/** When the latest pending change arrived; minus infinity when none is pending. */
export function newestPendingAt({ pending }: LiveState): number {
  return Math.max(...pending.map(({ receivedAtMs }) => receivedAtMs));
}

/** Records a committed change: its prices show at once, its changes stay pending until applied. */
export function recordChange(state: LiveState, event: OffersChanged, receivedAtMs: number): LiveState {
  const { added, changed, gone } = event;
  const received = pricesIn(event) ?? [];
  return recordPrices(recordPending(state, added + changed + gone, receivedAtMs), received, receivedAtMs);
}

/** The prices that a change carries; null when it has too many to carry, or none of whole machines: then pages read them. */
export function pricesIn({ prices, machinePrices }: OffersChanged): ReceivedPrices[] | null {
  if (prices === null || machinePrices?.length !== prices.length) return null;
  return prices.map(([id, microUsdPerGpuHour], place) => ({
    id,
    microUsdPerGpuHour,
    microUsdPerMachineHour: machinePrices[place] ?? microUsdPerGpuHour,
  }));
}

export function recordPending(state: LiveState, changes: number, receivedAtMs: number): LiveState {
  return changes > 0 ? { ...state, pending: [...state.pending, { receivedAtMs, changes }] } : state;
}

type Read = {
  hits: readonly (HourPrices & {
    id: string;
    provider: string;
    feedSource: string;
    observedAt: string | null;
  })[];
  revision: number;
};

/**
 * Records rows that were read again for their prices and ages. What else has changed stays out of sight until applied: it counts
 * as one change for each revision of the market that is newer than the rows on screen.
 *
 * @param shownRevision of the rows on screen.
 */
export function recordRead(
  state: LiveState,
  { hits, revision }: Read,
  { shownRevision, receivedAtMs }: { shownRevision: number; receivedAtMs: number },
): LiveState {
  const known = Math.max(shownRevision, state.readRevision ?? 0);
  const isNews = revision > known;
  const seenAt = new Map(state.seenAt);
  for (const { provider, feedSource, observedAt } of hits) {
    const feed = feedOf({ provider, source: feedSource });
    if (observedAt !== null && observedAt > (seenAt.get(feed) ?? "")) seenAt.set(feed, observedAt);
  }
  const read = recordPrices(state, hits, receivedAtMs);
  return recordPending(
    { ...read, seenAt, readRevision: Math.max(revision, known) },
    isNews ? 1 : 0,
    receivedAtMs,
  );
}

/** Records that a feed answered, whether or not anything changed: its figures are fresh again. */
export function recordAnswer(state: LiveState, feed: string, at: string): LiveState {
  return { ...state, seenAt: new Map(state.seenAt).set(feed, at) };
}

/** Records prices. An unchanged price does not count as moved again. */
export function recordPrices(
  state: LiveState,
  received: readonly ReceivedPrices[],
  receivedAtMs: number,
): LiveState {
  if (received.length === 0) return state;
  const prices = new Map(state.prices);
  for (const { id, microUsdPerGpuHour, microUsdPerMachineHour } of received) {
    const previous = prices.get(id) ?? null;
    const isSame =
      previous?.microUsdPerGpuHour === microUsdPerGpuHour &&
      previous.microUsdPerMachineHour === microUsdPerMachineHour;
    if (!isSame)
      prices.set(id, {
        microUsdPerGpuHour,
        microUsdPerMachineHour,
        previous: previous && onlyPrices(previous),
        receivedAtMs,
      });
  }
  return { ...state, prices };
}

function onlyPrices({ microUsdPerGpuHour, microUsdPerMachineHour }: HourPrices): HourPrices {
  return { microUsdPerGpuHour, microUsdPerMachineHour };
}

/** Drops what the reloaded rows already contain: everything that arrived until then. */
export function dropUntil(state: LiveState, loadedUntilMs: number): LiveState {
  return {
    ...state,
    prices: new Map([...state.prices].filter(([, { receivedAtMs }]) => receivedAtMs > loadedUntilMs)),
    pending: state.pending.filter(({ receivedAtMs }) => receivedAtMs > loadedUntilMs),
  };
}
