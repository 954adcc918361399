import { describe, expect, it } from "vitest";
import { firstDayOf, isExactDay, lastDayOf, listDay, spanOfLists } from "./list-day";

describe("the day of a list", () => {
  it.each(["2026-08-21", "2025-08-25/2026-11-23"])("may be %s", (text) => {
    expect(listDay.parse(text)).toBe(text);
  });

  it.each([
    "2026-02-30",
    "2026",
    "2026-05",
    "2026-05-01/2026-05-01",
    "2026-05-02/2026-05-01",
    "2026-05-01/",
    "/2026-05-01",
    "2026-05-01/2026-05-02/2026-05-03",
    "",
  ])("is never %j", (text) => {
    expect(listDay.safeParse(text).success).toBe(false);
  });

  it("counts from the first day of a span", () => {
    expect(firstDayOf("2025-08-25/2026-11-23")).toBe("2025-08-25");
    expect(lastDayOf("2025-08-25/2026-11-23")).toBe("2026-11-23");
    expect(isExactDay("2025-08-25/2026-11-23")).toBe(false);
  });

  it("has no last day where the day is known", () => {
    expect([firstDayOf("2026-08-21"), lastDayOf("2026-08-21"), isExactDay("2026-08-21")]).toEqual([
      "2026-08-21",
      null,
      true,
    ]);
  });

  it("of several is the span from the oldest to the newest", () => {
    expect(spanOfLists(["2026-11-09", "2024-08-21", "2024-08-21"])).toBe("2024-08-21/2026-11-09");
    expect(spanOfLists(["2026-08-21", "2025-08-25/2026-11-23"])).toBe("2025-08-25/2026-11-23");
    expect(spanOfLists(["2026-08-21", "2026-08-21"])).toBe("2026-08-21");
    expect(spanOfLists([])).toBe(null);
  });
});
