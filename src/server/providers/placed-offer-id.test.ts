import fc from "fast-check";
import { expect, it } from "vitest";
import { publishedPrices } from "../../../prisma/catalogue/read-list";
import { loadFixture, readReply } from "./fixture.double";
import { writePlacedOfferId } from "./placed-offer-id";
import { providerBySlug } from "./registry";

const word = fc.stringMatching(/^[\w .-]{1,20}$/).filter((text) => text !== "nowhere");
const offer = fc.record({ instanceType: word, region: fc.option(word), isSpot: fc.boolean() });

it("contains type, region and kind", () => {
  expect(writePlacedOfferId({ instanceType: "p5.48xlarge", region: "us-east-1", isSpot: false })).toBe(
    "p5.48xlarge:us-east-1:on-demand",
  );
  expect(writePlacedOfferId({ instanceType: "1H100.80S", region: null, isSpot: true })).toBe(
    "1H100.80S:nowhere:spot",
  );
});

it("is the same for two offers only if all three are the same", () => {
  fc.assert(
    fc.property(offer, offer, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(writePlacedOfferId(one) === writePlacedOfferId(other)).toBe(isSame);
    }),
  );
});

it.each(["aws", "azure", "coreweave", "google", "lambda", "paperspace", "verda", "vultr"])(
  "names at %s what a launch will ask for: the offer's own type, place and kind",
  (slug) => {
    const provider = providerBySlug(slug);
    const read = provider && readReply(provider, loadFixture(slug).response, publishedPrices(slug));
    expect(read?.offers.length).toBeGreaterThan(0);
    for (const offer of read?.offers ?? []) expect(writePlacedOfferId(offer)).toBe(offer.externalId);
  },
);
