import { describe, expect, it } from "vitest";
import type { OffersChanged } from "@/domain/events/market";
import {
  dropUntil,
  initialLiveState,
  pendingChanges,
  pricesIn,
  recordAnswer,
  recordChange,
  recordPending,
  recordPrices,
  recordRead,
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
  machinePrices: [15_999_999],
};

const price = (id: string, amount: number) => ({
  id,
  microUsdPerGpuHour: amount,
  microUsdPerMachineHour: 8 * amount,
});

describe("takeChange", () => {
  it("shows the prices at once and keeps every change pending", () => {
    const state = recordChange(initialLiveState, change, 10);
    expect(state.prices.get("off_a")).toEqual({
      microUsdPerGpuHour: 2_000_000,
      microUsdPerMachineHour: 15_999_999,
      previous: null,
      receivedAtMs: 10,
    });
    expect(pendingChanges(state)).toBe(6);
  });

  it("reads the prices again when the event says none of whole machines, as those of older versions do", () => {
    expect(pricesIn({ ...change, machinePrices: undefined })).toBeNull();
    expect(pricesIn({ ...change, prices: null })).toBeNull();
  });

  it("counts changes that came without prices", () => {
    const state = recordChange(initialLiveState, { ...change, prices: null }, 10);
    expect(state.prices.size).toBe(0);
    expect(pendingChanges(state)).toBe(6);
  });
});

describe("takePrices", () => {
  it("remembers the previous price, to show which way it moved", () => {
    const state = recordPrices(
      recordPrices(initialLiveState, [price("off_a", 5)], 1),
      [price("off_a", 4)],
      2,
    );
    expect(state.prices.get("off_a")).toEqual({
      microUsdPerGpuHour: 4,
      microUsdPerMachineHour: 32,
      previous: { microUsdPerGpuHour: 5, microUsdPerMachineHour: 40 },
      receivedAtMs: 2,
    });
  });

  it("keeps the time of a price that is repeated unchanged, so that its cell does not flash again", () => {
    const state = recordPrices(
      recordPrices(initialLiveState, [price("off_a", 5)], 1),
      [price("off_a", 5)],
      2,
    );
    expect(state.prices.get("off_a")?.receivedAtMs).toBe(1);
  });
});

describe("recordRead", () => {
  const hit = { ...price("off_a", 5), provider: "vultr", feedSource: "live", observedAt: change.at };
  const at = (shownRevision: number) => ({ shownRevision, receivedAtMs: 1 });

  it("shows the prices and the ages of what was read, and counts one change for each newer revision", () => {
    let state = recordRead(initialLiveState, { hits: [hit], revision: 7 }, at(7));
    expect(state.prices.get("off_a")).toMatchObject({ microUsdPerGpuHour: 5, microUsdPerMachineHour: 40 });
    expect(state.seenAt.get("vultr/live")).toBe(change.at);
    expect(pendingChanges(state)).toBe(0);
    for (const revision of [8, 8, 8]) state = recordRead(state, { hits: [hit], revision }, at(7));
    expect(pendingChanges(state)).toBe(1);
    expect(pendingChanges(recordRead(state, { hits: [hit], revision: 9 }, at(7)))).toBe(2);
  });

  it("counts a change once, although the next process to answer has not taken it yet", () => {
    let state = initialLiveState;
    for (const revision of [8, 7, 8, 7, 8]) state = recordRead(state, { hits: [hit], revision }, at(7));
    expect(pendingChanges(state)).toBe(1);
  });

  it("does not make a feed older than an event has said", () => {
    const heard = recordAnswer(initialLiveState, "vultr/live", "2026-11-23T06:05:00.000Z");
    expect(recordRead(heard, { hits: [hit], revision: 7 }, at(7)).seenAt.get("vultr/live")).toBe(
      "2026-11-23T06:05:00.000Z",
    );
  });
});

describe("forgetUntil", () => {
  it("drops what the rows contain and keeps what arrived while they were loading", () => {
    const old = recordPending(recordPrices(initialLiveState, [price("off_a", 5)], 1), 2, 1);
    const state = dropUntil(recordPending(recordPrices(old, [price("off_b", 6)], 9), 3, 9), 5);
    expect([...state.prices.keys()]).toEqual(["off_b"]);
    expect(pendingChanges(state)).toBe(3);
  });

  it("keeps the times at which feeds answered: reloaded rows are no fresher", () => {
    const state = dropUntil(recordAnswer(initialLiveState, "vultr/live", change.at), 5);
    expect(state.seenAt.get("vultr/live")).toBe(change.at);
  });
});
