import { describe, expect, it } from "vitest";
import { makeId } from "./ids";

const now = new Date("2026-11-23T00:00:00Z");

describe("makeId", () => {
  it("returns a prefix followed by a version 7 UUID", () => {
    expect(makeId("off", now, new Uint8Array(10).fill(255))).toMatch(/^off_[0-9a-f]{12}7[0-9a-f]{19}$/);
  });

  it("sorts by time, whatever the random part", () => {
    const earlier = makeId("off", now, new Uint8Array(10).fill(255));
    const later = makeId("off", new Date(now.getTime() + 1), new Uint8Array(10));
    expect(earlier < later).toBe(true);
  });
});
