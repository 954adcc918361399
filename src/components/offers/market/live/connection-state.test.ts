import { describe, expect, it } from "vitest";
import { connectionStateOf } from "./connection-state";

const now = new Date("2026-11-30T12:00:00Z");
const feed = (lastSuccessAt: string | null, pollEverySeconds: number | null = 60) => ({
  source: "live" as const,
  lastSuccessAt,
  pollEverySeconds,
});
const simulated = { ...feed("2026-11-30T11:50:00Z"), source: "simulated" as const };
const fresh = feed("2026-11-30T11:50:00Z");
const old = feed("2026-11-30T09:00:00Z");
const older = feed("2026-11-29T20:00:00Z");

describe("connectionStateOf", () => {
  it.each([
    ["not connected yet", "connecting", [fresh], { state: "connecting" }],
    ["websockets blocked, feeds answering", "polling", [fresh], { state: "polling" }],
    ["websockets blocked, feeds away", "polling", [old], { state: "polling" }],
    ["connected, feeds not known", "live", null, { state: "connected" }],
    ["connected, one of the feeds answering", "live", [old, fresh, feed(null)], { state: "live" }],
    [
      "connected, 0 of 3 answering",
      "live",
      [older, old, feed(null)],
      { state: "silent", since: old.lastSuccessAt },
    ],
    ["connected, none has ever answered", "live", [feed(null), feed(null)], { state: "never" }],
    ["connected, nothing is polled", "live", [feed("2026-11-30T11:59:00Z", null)], { state: "never" }],
    ["connected, only simulators answering", "live", [simulated, feed(null)], { state: "simulated" }],
    ["connected, a feed and a simulator answering", "live", [simulated, fresh], { state: "live" }],
    ["connected, no feeds", "live", [], { state: "never" }],
    ["at the end of the rule", "live", [feed("2026-11-30T11:45:00.000Z")], { state: "live" }],
    [
      "a millisecond after it",
      "live",
      [feed("2026-11-30T11:44:59.999Z")],
      { state: "silent", since: "2026-11-30T11:44:59.999Z" },
    ],
    [
      "an answer dated in the future, which a wrong clock wrote",
      "live",
      [feed("2026-11-30T14:00:00Z")],
      { state: "silent", since: "2026-11-30T14:00:00Z" },
    ],
  ] as const)("%s", (_, connection, feeds, expected) => {
    expect(connectionStateOf(connection, feeds, now)).toEqual(expected);
  });
});
