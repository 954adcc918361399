import type { OffersChanged } from "@/domain/events/market";
import type { LivePrice } from "./live-price";

/** What live events have reported since the rows were loaded. Times are milliseconds of one monotonic clock. */
export type LiveState = {
  prices: ReadonlyMap<string, LivePrice>;
  /** When a feed last answered, by "provider/source", ISO 8601. */
  seenAt: ReadonlyMap<string, string>;
  /** Reported changes that the visible rows do not contain yet. */
  pending: readonly { receivedAtMs: number; changes: number }[];
};

export const initialLiveState: LiveState = { prices: new Map(), seenAt: new Map(), pending: [] };

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
export function recordChange(
  state: LiveState,
  { added, changed, gone, prices }: OffersChanged,
  receivedAtMs: number,
): LiveState {
  return recordPrices(recordPending(state, added + changed + gone, receivedAtMs), prices ?? [], receivedAtMs);
}

export function recordPending(state: LiveState, changes: number, receivedAtMs: number): LiveState {
  return changes > 0 ? { ...state, pending: [...state.pending, { receivedAtMs, changes }] } : state;
}

/** Records that a feed answered, whether or not anything changed: its figures are fresh again. */
export function recordAnswer(state: LiveState, feed: string, at: string): LiveState {
  return { ...state, seenAt: new Map(state.seenAt).set(feed, at) };
}

/** Records prices as [offer id, micro-USD per GPU-hour]. An unchanged price does not count as moved again. */
export function recordPrices(
  state: LiveState,
  received: readonly (readonly [string, number])[],
  receivedAtMs: number,
): LiveState {
  if (received.length === 0) return state;
  const prices = new Map(state.prices);
  for (const [id, microUsdPerGpuHour] of received) {
    const previous = prices.get(id)?.microUsdPerGpuHour ?? null;
    if (previous !== microUsdPerGpuHour) prices.set(id, { microUsdPerGpuHour, previous, receivedAtMs });
  }
  return { ...state, prices };
}

/** Drops what the reloaded rows already contain: everything that arrived until then. */
export function dropUntil(state: LiveState, loadedUntilMs: number): LiveState {
  return {
    ...state,
    prices: new Map([...state.prices].filter(([, { receivedAtMs }]) => receivedAtMs > loadedUntilMs)),
    pending: state.pending.filter(({ receivedAtMs }) => receivedAtMs > loadedUntilMs),
  };
}
