import { describe, expect, it } from "vitest";
import type { TokenOffer } from "./token-offer";
import { sampleTokenOffer } from "./token-offer.double";
import { diffTokenOffers, type KnownTokenOffer, tokenOfferFingerprint } from "./token-offer-diff";

const known = (offers: readonly TokenOffer[], isGone = false): Map<string, KnownTokenOffer> =>
  new Map(
    offers.map((offer) => [
      offer.externalId,
      {
        id: `tok_${offer.externalId}`,
        fingerprint: tokenOfferFingerprint(offer),
        price: offer.price,
        isGone,
      },
    ]),
  );

const before = sampleTokenOffer("a", { input: 1, output: 2, cached: 0.5 });

describe("diffTokenOffers", () => {
  it("reports an equal offer as unchanged", () => {
    expect(diffTokenOffers(known([before]), [{ ...before }])).toMatchObject({ unchanged: 1, changed: [] });
  });

  it.each([
    ["input", sampleTokenOffer("a", { input: 1.1, output: 2, cached: 0.5 })],
    ["output", sampleTokenOffer("a", { input: 1, output: 2.1, cached: 0.5 })],
    ["cached input", sampleTokenOffer("a", { input: 1, output: 2, cached: 0.4 })],
    ["cached input that was withdrawn", sampleTokenOffer("a", { input: 1, output: 2 })],
  ])("detects a new price of %s", (_, offer) => {
    expect(diffTokenOffers(known([before]), [offer]).changed).toMatchObject([{ isNewPrice: true }]);
  });

  it("reports a new mapping as a change without a new price", () => {
    const offer = sampleTokenOffer("a", { input: 1, output: 2, cached: 0.5 }, { modelId: null });
    expect(diffTokenOffers(known([before]), [offer]).changed).toMatchObject([{ isNewPrice: false }]);
  });

  it("reports a missing offer as gone, and its return as a new price", () => {
    expect(diffTokenOffers(known([before]), []).goneIds).toEqual(["tok_a"]);
    expect(diffTokenOffers(known([before], true), [before]).changed).toMatchObject([{ isNewPrice: true }]);
  });
});
