import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "./money";
import type { Offer } from "./offer";
import { diffOffers, fingerprintOf, type KnownOffer } from "./offer-diff";

function offer(externalId: string, price: number, more: Partial<Offer> = {}): Offer {
  return {
    externalId,
    instanceType: "1x",
    gpuId: "h100-sxm-80",
    gpuRaw: "H100",
    gpuCount: 1,
    vramGib: 80,
    price: { unit: "gpu_hour", microUsdPerGpuHour: microUsd(price) },
    isSpot: false,
    availability: "available",
    region: "us",
    countryCode: "US",
    vcpus: null,
    ramGib: null,
    diskGib: null,
    reliability: null,
    networkDownMbps: null,
    networkUpMbps: null,
    microUsdPerGibEgress: null,
    microUsdPerGibMonthDisk: null,
    ...more,
  };
}

function known(one: Offer, isGone = false): [string, KnownOffer] {
  const price = one.price.unit === "gpu_hour" ? one.price.microUsdPerGpuHour : microUsd(0);
  return [
    one.externalId,
    { id: `off_${one.externalId}`, fingerprint: fingerprintOf(one), microUsdPerGpuHour: price, isGone },
  ];
}

describe("diffOffers", () => {
  it("finds nothing in an equal answer, whatever its order", () => {
    const offers = [offer("a", 1), offer("b", 2)];
    const diff = diffOffers(new Map(offers.map((one) => known(one))), [...offers].reverse());
    expect(diff).toEqual({ added: [], changed: [], goneIds: [], unchanged: 2 });
  });

  it("tells a new price from another change", () => {
    const before = new Map([known(offer("a", 1)), known(offer("b", 2))]);
    const diff = diffOffers(before, [offer("a", 3), offer("b", 2, { availability: "limited" })]);
    expect(diff.changed.map(({ id, isNewPrice }) => [id, isNewPrice])).toEqual([
      ["off_a", true],
      ["off_b", false],
    ]);
  });

  it("marks the missing gone once, and a return as a new price", () => {
    const a = offer("a", 1);
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
        const held = new Map(before.map(({ id, price }) => known(offer(String(id), price))));
        const diff = diffOffers(
          held,
          after.map(({ id, price }) => offer(String(id), price)),
        );
        expect(diff.added.length + diff.changed.length + diff.unchanged).toBe(after.length);
        expect(diff.unchanged + diff.changed.length + diff.goneIds.length).toBe(before.length);
      }),
    );
  });
});

describe("fingerprintOf", () => {
  it("does not depend on the order of the fields", () => {
    const one = offer("a", 1);
    const turned = Object.fromEntries(Object.entries(one).reverse()) as Offer;
    expect(fingerprintOf(turned)).toBe(fingerprintOf(one));
  });

  it("changes with every figure", () => {
    const one = offer("a", 1);
    const others = [
      offer("a", 2),
      offer("a", 1, { region: null }),
      offer("a", 1, { isSpot: true }),
      offer("a", 1, { vcpus: 8 }),
    ];
    expect(new Set([one, ...others].map(fingerprintOf)).size).toBe(5);
  });
});
