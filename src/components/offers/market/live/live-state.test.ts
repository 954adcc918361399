import { describe, expect, it } from "vitest";
import type { OffersChanged } from "@/domain/events/market";
import {
  dropUntil,
  initialLiveState,
  pendingChanges,
  recordAnswer,
  recordChange,
  recordPending,
  recordPrices,
} from "./live-state";

const change: OffersChanged = {
  type: "offers.changed",
  provider: "vultr",
  source: "live",
  revision: 7,
  at: "2026-11-23T06:00:00.000Z",
  added: 1,
  changed: 2,
  gone: 3,
  prices: [["off_a", 2_000_000]],
};

describe("takeChange", () => {
  it("shows the prices at once and keeps every change pending", () => {
    const state = recordChange(initialLiveState, change, 10);
    expect(state.prices.get("off_a")).toEqual({
      microUsdPerGpuHour: 2_000_000,
      previous: null,
      receivedAtMs: 10,
    });
    expect(pendingChanges(state)).toBe(6);
  });

  it("counts changes that came without prices", () => {
    const state = recordChange(initialLiveState, { ...change, prices: null }, 10);
    expect(state.prices.size).toBe(0);
    expect(pendingChanges(state)).toBe(6);
  });
});

describe("takePrices", () => {
  it("remembers the previous price, to show which way it moved", () => {
    const state = recordPrices(recordPrices(initialLiveState, [["off_a", 5]], 1), [["off_a", 4]], 2);
    expect(state.prices.get("off_a")).toEqual({ microUsdPerGpuHour: 4, previous: 5, receivedAtMs: 2 });
  });

  it("keeps the time of a price that is repeated unchanged, so that its cell does not flash again", () => {
    const state = recordPrices(recordPrices(initialLiveState, [["off_a", 5]], 1), [["off_a", 5]], 2);
    expect(state.prices.get("off_a")?.receivedAtMs).toBe(1);
  });
});

describe("forgetUntil", () => {
  it("drops what the rows contain and keeps what arrived while they were loading", () => {
    const old = recordPending(recordPrices(initialLiveState, [["off_a", 5]], 1), 2, 1);
    const state = dropUntil(recordPending(recordPrices(old, [["off_b", 6]], 9), 3, 9), 5);
    expect([...state.prices.keys()]).toEqual(["off_b"]);
    expect(pendingChanges(state)).toBe(3);
  });

  it("keeps the times at which feeds answered: reloaded rows are no fresher", () => {
    const state = dropUntil(recordAnswer(initialLiveState, "vultr/live", change.at), 5);
    expect(state.seenAt.get("vultr/live")).toBe(change.at);
  });
});
