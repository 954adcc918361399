import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { sampleOffer } from "./offer.double";
import { diffOffers, type KnownOffer, offerFingerprint } from "./offer-diff";

function known(one: ReturnType<typeof sampleOffer>, isGone = false): [string, KnownOffer] {
  const price = one.price.unit === "gpu_hour" ? one.price.microUsdPerGpuHour : microUsd(0);
  return [
    one.externalId,
    {
      id: `off_${one.externalId}`,
      fingerprint: offerFingerprint(one),
      microUsdPerGpuHour: price,
      microUsdPerMachineHour: one.microUsdPerMachineHour,
      isGone,
    },
  ];
}

describe("diffOffers", () => {
  it("finds no difference in an equal answer, whatever its order", () => {
    const offers = [sampleOffer("a", 1), sampleOffer("b", 2)];
    const diff = diffOffers(new Map(offers.map((one) => known(one))), [...offers].reverse());
    expect(diff).toEqual({ added: [], changed: [], goneIds: [], unchanged: 2 });
  });

  it("distinguishes a new price from other changes", () => {
    const before = new Map([known(sampleOffer("a", 1)), known(sampleOffer("b", 2))]);
    const diff = diffOffers(before, [sampleOffer("a", 3), sampleOffer("b", 2, { availability: "limited" })]);
    expect(diff.changed.map(({ id, isNewPrice }) => [id, isNewPrice])).toEqual([
      ["off_a", true],
      ["off_b", false],
    ]);
  });

  it("reports a missing offer as gone once, and its return as a new price", () => {
    const a = sampleOffer("a", 1);
    expect(diffOffers(new Map([known(a)]), []).goneIds).toEqual(["off_a"]);
    expect(diffOffers(new Map([known(a, true)]), []).goneIds).toEqual([]);
    expect(diffOffers(new Map([known(a, true)]), [a]).changed).toMatchObject([
      { id: "off_a", isNewPrice: true },
    ]);
  });

  it("accounts for every offer exactly once", () => {
    const sets = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 0, max: 20 }), price: fc.integer({ min: 1, max: 3 }) }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(sets, sets, (before, after) => {
        const held = new Map(before.map(({ id, price }) => known(sampleOffer(String(id), price))));
        const diff = diffOffers(
          held,
          after.map(({ id, price }) => sampleOffer(String(id), price)),
        );
        expect(diff.added.length + diff.changed.length + diff.unchanged).toBe(after.length);
        expect(diff.unchanged + diff.changed.length + diff.goneIds.length).toBe(before.length);
      }),
    );
  });
});

describe("offerFingerprint", () => {
  it("does not depend on the order of the fields", () => {
    const one = sampleOffer("a", 1);
    const turned = Object.fromEntries(Object.entries(one).reverse()) as typeof one;
    expect(offerFingerprint(turned)).toBe(offerFingerprint(one));
  });

  it("changes with every figure", () => {
    const one = sampleOffer("a", 1);
    const others = [
      sampleOffer("a", 2),
      sampleOffer("a", 1, { region: null }),
      sampleOffer("a", 1, { isSpot: true }),
      sampleOffer("a", 1, { vcpus: 8 }),
      sampleOffer("a", 1, { listedOn: "2026-11-01" }),
    ];
    expect(new Set([one, ...others].map(offerFingerprint)).size).toBe(6);
  });
});
