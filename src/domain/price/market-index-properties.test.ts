import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexOffer as offer } from "./index-offer.double";
import { marketIndexOf } from "./market-index";

describe("the index of any offers", () => {
  const anyOffer = fc
    .record({
      provider: fc.constantFrom("aws", "azure", "runpod", "shadeform", "lambda", "vultr"),
      usd: fc.double({ min: 0.000001, max: 1000, noNaN: true }),
      weight: fc.oneof(fc.double({ min: 0.001, max: 1, noNaN: true }), fc.constant("hidden_feed" as const)),
      gpuCount: fc.constantFrom(0.5, 1, 8),
      availability: fc.constantFrom("available" as const, "unavailable" as const, "unknown" as const),
      isHeld: fc.boolean(),
      instanceType: fc.constantFrom("lambdalabs A100", "vultr_A100", "p4d"),
    })
    .map(({ provider, usd, ...more }) => offer(provider, Math.max(usd, 0.000001), more));
  const anyOffers = fc.array(anyOffer, { maxLength: 40 });

  it("has no figure that is NaN, and every offer counts or is left out for one reason", () => {
    fc.assert(
      fc.property(anyOffers, (offers) => {
        const { median, trimmedMean, low, high, absence, exclusions, ...index } = marketIndexOf(offers);
        const leftOut = exclusions.reduce((sum, one) => sum + one.offers, 0);
        expect(leftOut + (absence === null ? index.offers : 0)).toBe(offers.length);
        expect(index.providers.length).toBe(index.sources);
        expect(index.providers.reduce((sum, one) => sum + one.offers, 0)).toBe(index.offers);
        for (const figure of [index.weight, ...index.providers.map(({ share }) => share)])
          expect(figure).toBeGreaterThanOrEqual(0);
        if (absence !== null) return;
        expect(low).toBeLessThanOrEqual(Number(median));
        expect(median).toBeLessThanOrEqual(Number(high));
        expect(index.lowerQuartile).toBeGreaterThanOrEqual(Number(low));
        expect(index.lowerQuartile).toBeLessThanOrEqual(Number(median));
        expect(index.upperQuartile).toBeGreaterThanOrEqual(Number(median));
        expect(index.upperQuartile).toBeLessThanOrEqual(Number(high));
        expect(trimmedMean).toBeGreaterThanOrEqual(Number(low));
        expect(trimmedMean).toBeLessThanOrEqual(Number(high));
      }),
    );
  });

  it("does not depend on their order", () => {
    fc.assert(
      fc.property(anyOffers, (offers) => {
        const { exclusions: _one, ...index } = marketIndexOf(offers);
        const { exclusions: _other, ...reversed } = marketIndexOf([...offers].reverse());
        expect(reversed.median).toBe(index.median);
        expect([reversed.sources, reversed.offers, reversed.absence]).toEqual([
          index.sources,
          index.offers,
          index.absence,
        ]);
      }),
    );
  });

  it("does not change if a provider lists each offer twice", () => {
    fc.assert(
      fc.property(anyOffers, (offers) => {
        const twice = offers.flatMap((one) => (one.provider === "aws" ? [one, { ...one }] : [one]));
        const [index, doubled] = [marketIndexOf(offers), marketIndexOf(twice)];
        expect([doubled.median, doubled.sources]).toEqual([index.median, index.sources]);
      }),
    );
  });
});
