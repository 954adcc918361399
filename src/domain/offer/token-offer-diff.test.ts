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
  it("leaves an equal offer alone", () => {
    expect(diffTokenOffers(known([before]), [{ ...before }])).toMatchObject({ unchanged: 1, changed: [] });
  });

  it.each([
    ["input", sampleTokenOffer("a", { input: 1.1, output: 2, cached: 0.5 })],
    ["output", sampleTokenOffer("a", { input: 1, output: 2.1, cached: 0.5 })],
    ["cached input", sampleTokenOffer("a", { input: 1, output: 2, cached: 0.4 })],
    ["cached input that is no more", sampleTokenOffer("a", { input: 1, output: 2 })],
  ])("sees a new price of %s", (_, offer) => {
    expect(diffTokenOffers(known([before]), [offer]).changed).toMatchObject([{ isNewPrice: true }]);
  });

  it("sees a new mapping or context as a change without a new price", () => {
    const offer = sampleTokenOffer("a", { input: 1, output: 2, cached: 0.5 }, { modelId: null });
    expect(diffTokenOffers(known([before]), [offer]).changed).toMatchObject([{ isNewPrice: false }]);
  });

  it("marks what is missing and brings back what returns with a new price", () => {
    expect(diffTokenOffers(known([before]), []).goneIds).toEqual(["tok_a"]);
    expect(diffTokenOffers(known([before], true), [before]).changed).toMatchObject([{ isNewPrice: true }]);
  });
});
