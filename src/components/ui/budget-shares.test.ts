import { describe, expect, it } from "vitest";
import { budgetShares } from "./budget-shares";

const budget = (used: number, limit: number, upTo = used) =>
  budgetShares({ used, limit, upTo, warnFrom: 0.75 });

describe("budgetShares", () => {
  it.each([
    [64.14, 260, "calm"],
    [74.9, 100, "calm"],
    [75, 100, "warning"],
    [100, 100, "full"],
    [130, 100, "full"],
    [0, 0, "full"],
  ] as const)("%d of %d is %s", (used, limit, state) => expect(budget(used, limit).state).toBe(state));

  it("caps the worst case at the end of the bar and keeps it separate from the amount spent", () => {
    expect(budget(60, 100, 80)).toMatchObject({ usedShare: 0.6, openShare: expect.closeTo(0.2, 10) });
    expect(budget(60, 100, 500)).toMatchObject({ usedShare: 0.6, openShare: 0.4, state: "calm" });
    expect(budget(60, 100, 20).openShare).toBe(0);
    expect(budget(-5, 100).usedShare).toBe(0);
  });
});
