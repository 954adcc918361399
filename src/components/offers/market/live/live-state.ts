import type { OffersChanged } from "@/domain/events/market";
import type { LivePrice } from "./live-price";

/** What live events have reported since the rows were loaded. Times are milliseconds of one monotonic clock. */
export type LiveState = {
  prices: ReadonlyMap<string, LivePrice>;
  /** When a feed last answered, by "provider/source", ISO 8601. */
  seenAt: ReadonlyMap<string, string>;
  /** Reported changes that the visible rows do not contain yet. */
  pending: readonly { heardAtMs: number; changes: number }[];
};

export const nothingHeard: LiveState = { prices: new Map(), seenAt: new Map(), pending: [] };

export function feedOf({ provider, source }: { provider: string; source: string }): string {
  return `${provider}/${source}`;
}

export function pendingChanges({ pending }: LiveState): number {
  return pending.reduce((sum, { changes }) => sum + changes, 0);
}

/** When the latest pending change arrived; minus infinity when none is pending. */
export function newestPendingAt({ pending }: LiveState): number {
  return Math.max(...pending.map(({ heardAtMs }) => heardAtMs));
}

/** Records a committed change: its prices show at once, its changes stay pending until applied. */
export function takeChange(
  state: LiveState,
  { added, changed, gone, prices }: OffersChanged,
  heardAtMs: number,
): LiveState {
  return takePrices(takePending(state, added + changed + gone, heardAtMs), prices ?? [], heardAtMs);
}

export function takePending(state: LiveState, changes: number, heardAtMs: number): LiveState {
  return changes > 0 ? { ...state, pending: [...state.pending, { heardAtMs, changes }] } : state;
}

/** Records that a feed answered, whether or not anything changed: its figures are fresh again. */
export function takeAnswer(state: LiveState, feed: string, at: string): LiveState {
  return { ...state, seenAt: new Map(state.seenAt).set(feed, at) };
}

/** Records prices as [offer id, micro-USD per GPU-hour]. An unchanged price does not count as moved again. */
export function takePrices(
  state: LiveState,
  heard: readonly (readonly [string, number])[],
  heardAtMs: number,
): LiveState {
  if (heard.length === 0) return state;
  const prices = new Map(state.prices);
  for (const [id, microUsdPerGpuHour] of heard) {
    const previous = prices.get(id)?.microUsdPerGpuHour ?? null;
    if (previous !== microUsdPerGpuHour) prices.set(id, { microUsdPerGpuHour, previous, heardAtMs });
  }
  return { ...state, prices };
}

/** Drops what the reloaded rows already contain: everything that arrived until then. */
export function forgetUntil(state: LiveState, takenUntilMs: number): LiveState {
  return {
    ...state,
    prices: new Map([...state.prices].filter(([, { heardAtMs }]) => heardAtMs > takenUntilMs)),
    pending: state.pending.filter(({ heardAtMs }) => heardAtMs > takenUntilMs),
  };
}
