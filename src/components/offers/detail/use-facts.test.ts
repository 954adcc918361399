import { expect, it } from "vitest";
import { isTold } from "./use-facts";

const told = (offer: Parameters<typeof isTold>[1]) =>
  (["listDay", "firstSeen", "changed"] as const).filter((id) => isTold(id, offer));

it("tells the day of a list, and when we saw an offer only where we did", () => {
  expect(told({ feedSource: "list", listedOn: "2026-08-20" })).toEqual(["listDay"]);
  expect(told({ feedSource: "live", listedOn: null })).toEqual(["firstSeen", "changed"]);
  // A feed that repeats the price of its list is asked by us.
  expect(told({ feedSource: "live", listedOn: "2026-08-20" })).toEqual(["listDay", "firstSeen", "changed"]);
});
