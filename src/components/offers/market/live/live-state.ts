import type { OffersChanged } from "@/domain/events/market";
import type { LivePrice } from "./live-price";

/** What was heard of the market since the rows were read. Times are milliseconds of one monotonic clock. */
export type LiveState = {
  prices: ReadonlyMap<string, LivePrice>;
  /** When a feed last answered, by "provider/source", ISO 8601. */
  seenAt: ReadonlyMap<string, string>;
  /** Changes heard that the rows in sight do not contain. */
  pending: readonly { heardAtMs: number; changes: number }[];
};

export const nothingHeard: LiveState = { prices: new Map(), seenAt: new Map(), pending: [] };

export function feedOf({ provider, source }: { provider: string; source: string }): string {
  return `${provider}/${source}`;
}

export function pendingChanges({ pending }: LiveState): number {
  return pending.reduce((sum, { changes }) => sum + changes, 0);
}

/** When the last change that waits was heard; minus infinity when none waits. */
export function newestPendingAt({ pending }: LiveState): number {
  return Math.max(...pending.map(({ heardAtMs }) => heardAtMs));
}

/** A committed change: its prices stand at once, its changes wait to be applied. */
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

/** A feed answered, whether anything changed or not: its figures are that young again. */
export function takeAnswer(state: LiveState, feed: string, at: string): LiveState {
  return { ...state, seenAt: new Map(state.seenAt).set(feed, at) };
}

/** Prices as [offer id, micro-USD per GPU-hour]. One that is heard again does not count as moved again. */
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

/** Rows were read anew: they contain what was heard until then. */
export function forgetUntil(state: LiveState, takenUntilMs: number): LiveState {
  return {
    ...state,
    prices: new Map([...state.prices].filter(([, { heardAtMs }]) => heardAtMs > takenUntilMs)),
    pending: state.pending.filter(({ heardAtMs }) => heardAtMs > takenUntilMs),
  };
}
