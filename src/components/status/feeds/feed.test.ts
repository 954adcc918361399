import { describe, expect, it } from "vitest";
import { conditionOf, summarise } from "./feed";

const at = "2026-11-23T05:41:00.000Z";
const list = { listedOn: "2026-08-20", offers: 3, tokenOffers: 0 };
const accepted = { keyRefusedAt: null } as const;
const fresh = { ...accepted, state: "fresh", failingSince: null, lastSuccessAt: at, list: null } as const;
const failing = { ...accepted, state: "stale", failingSince: at, lastSuccessAt: at, list } as const;
const refused = { ...failing, keyRefusedAt: at } as const;
const never = { ...accepted, state: "never", failingSince: null, lastSuccessAt: null, list } as const;
const listed = { ...accepted, state: "list", failingSince: null, lastSuccessAt: null, list } as const;
const unpriced = { ...accepted, state: "list", failingSince: null, lastSuccessAt: null, list: null } as const;

describe("conditionOf", () => {
  it.each([
    [fresh, "fresh"],
    [failing, "failing"],
    [refused, "key_refused"],
    [never, "never"],
    [listed, "list"],
    [unpriced, "unpriced"],
  ] as const)("%j is %s", (feed, condition) => expect(conditionOf(feed)).toBe(condition));
});

describe("summarise", () => {
  it("counts only what answered at the last poll as answered", () => {
    expect(summarise([fresh, failing, never, listed, listed, unpriced])).toEqual({
      polled: 3,
      answered: 1,
      listed: 2,
      unpriced: 1,
      failing: [failing],
    });
  });
});
