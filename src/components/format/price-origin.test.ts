import { describe, expect, it } from "vitest";
import { priceOriginOf } from "./price-origin";

const now = new Date("2026-11-30T12:00:00Z");
const observedAt = "2026-11-30T11:59:55.000Z";

describe("priceOriginOf", () => {
  it("says the day of the list of every dated price, whoever repeats it", () => {
    const dated = { observedAt, listedOn: "2026-05-01" };
    const ofFeed = (source: "live" | "list" | "simulated") => priceOriginOf({ ...dated, source }, now, "en");
    expect(ofFeed("simulated")).toMatchObject({
      shown: "simulated",
      word: "simulatedList",
      values: { date: "2026-05-01" },
    });
    expect(ofFeed("live")).toMatchObject({ shown: "list", word: "list" });
    expect(ofFeed("list")).toMatchObject({ shown: "list", word: "list" });
  });

  it("calls only a price without a list live, and only for 15 minutes", () => {
    const read = (at: string | null) =>
      priceOriginOf({ source: "live", listedOn: null, observedAt: at }, now, "en");
    expect(read(observedAt).word).toBe("live");
    expect(read("2026-11-30T11:40:00.000Z").word).toBe("polled");
    expect(read(null).word).toBe("polled");
  });

  it("says from which day the age of a span counts, and the months", () => {
    const price = { source: "list", observedAt: null, listedOn: "2025-11-17/2026-11-23" } as const;
    expect(priceOriginOf(price, now, "en")).toMatchObject({
      titleWord: "listSpanTitle",
      values: { date: "2025–2026", first: "2025-11-17", age: "12.4 months" },
    });
  });
});
