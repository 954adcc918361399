import { describe, expect, it } from "vitest";
import { timesOf } from "./data-picture";

const observedAt = "2026-11-30T11:59:55.000Z";

describe("timesOf", () => {
  it("gives the list day of a dated price that a feed repeats, and not the poll as its age", () => {
    expect(timesOf({ source: "simulated", observedAt, listedOn: "2026-05-01" })).toEqual({
      listed_on: "2026-05-01",
    });
    expect(timesOf({ source: "list", observedAt: null, listedOn: null })).toEqual({ listed_on: null });
  });

  it("gives the poll of a price without a list", () => {
    expect(timesOf({ source: "live", observedAt, listedOn: null })).toEqual({ observed_at: observedAt });
  });
});
