import { describe, expect, it } from "vitest";
import type { Reason } from "@/domain/reasons";
import { isProviderError } from "@/server/http/provider-error";
import type { KnownPrices } from "../held/guard-prices";
import { refuseLoss } from "./refuse-loss";

type Asked = { had: number; named: number; source?: "live" | "list"; before?: unknown; isFailing?: boolean };

/** Why an answer that names `named` of `had` known machines is refused; null when it is taken. */
function refusalOf({ had, named, source = "live", before = null, isFailing = true }: Asked): Reason | null {
  const names = Array.from({ length: had }, (_, place) => ({ externalId: `plan-${place}` }));
  // Of a known offer this guard reads only whether it is gone.
  const known = {
    offers: new Map(names.map(({ externalId }) => [externalId, { isGone: false }])),
    tokenOffers: new Map(),
  } as unknown as KnownPrices;
  const answer = { provider: "vultr", source, offers: names.slice(0, named), tokenOffers: [] };
  const health = { failingSince: isFailing ? new Date() : null, lastErrorReason: before };
  try {
    refuseLoss(answer, known, health as Parameters<typeof refuseLoss>[2]);
    return null;
  } catch (error) {
    if (isProviderError(error) && error.kind === "bad_response") return error.reason;
    throw error;
  }
}

const missing = { code: "feed.offers_missing", parameters: { missing: 9, had: 12 } } as const;

describe("refuseLoss", () => {
  it("refuses an empty answer of a feed that had offers, however often it comes", () => {
    const reason = { code: "feed.empty", parameters: { had: 3 } };
    expect(refusalOf({ had: 3, named: 0 })).toEqual(reason);
    expect(refusalOf({ had: 3, named: 0, before: reason })).toEqual(reason);
    expect(refusalOf({ had: 0, named: 0 })).toBeNull();
  });

  it("refuses an answer without most of the offers, and takes the next one that says the same", () => {
    expect(refusalOf({ had: 12, named: 3 })).toEqual(missing);
    expect(refusalOf({ had: 12, named: 3, before: missing })).toBeNull();
  });

  it("does not take a failure of another kind, or one that is over, for the same answer", () => {
    const empty = { code: "feed.empty", parameters: { had: 12 } };
    for (const before of [null, empty, "answered without most of its offers"])
      expect(refusalOf({ had: 12, named: 3, before })).toEqual(missing);
    expect(refusalOf({ had: 12, named: 3, before: missing, isFailing: false })).toEqual(missing);
  });

  it("takes what loses half or less, what was small, and a list that people read", () => {
    expect(refusalOf({ had: 12, named: 6 })).toBeNull();
    expect(refusalOf({ had: 9, named: 1 })).toBeNull();
    expect(refusalOf({ had: 12, named: 0, source: "list" })).toBeNull();
  });
});
