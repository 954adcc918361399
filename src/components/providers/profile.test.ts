import { expect, it } from "vitest";
import { providerBySlug } from "@/server/providers/registry";
import { hasFeedPrices, priceKindOf, sellsGpus } from "./profile";

function abilitiesOf(slug: string) {
  const kind = providerBySlug(slug)?.priceKind;
  return { gpuHour: kind?.gpuHour ?? null, millionTokens: kind?.millionTokens ?? null };
}

it("a seller of tokens alone has no stock of machines, and a feed without prices gives none to a key", () => {
  const asked = ["groq", "lambda", "deepinfra"].map((slug) => {
    const abilities = abilitiesOf(slug);
    return [sellsGpus({ abilities: { ...abilities, ...others }, offers: 0 }), hasFeedPrices(abilities)];
  });
  expect(asked).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ]);
  expect(sellsGpus({ abilities: null, offers: 3 })).toBe(true);
});

it("the kind of a price follows what is in force, not what the provider's feed could state", () => {
  const together = { abilities: abilitiesOf("together"), offers: 4, tokenOffers: 0 };
  expect(priceKindOf({ ...together, source: "list" }, "gpuHour")).toBe("list");
  expect(priceKindOf({ ...together, source: "list" }, "millionTokens")).toBe("away");
  expect(priceKindOf({ ...together, source: "list", tokenOffers: 1 }, "millionTokens")).toBe("list");
  expect(priceKindOf({ ...together, source: "live" }, "millionTokens")).toBe("live");
  expect(priceKindOf({ ...together, source: "simulated" }, "millionTokens")).toBe("simulated");
  expect(priceKindOf({ ...together, abilities: null, source: "list" }, "millionTokens")).toBe("none");
});

const others = {
  hasStock: true,
  hasSpot: false,
  rents: null,
  canStop: false,
  billedWhenStopped: null,
  isKeyless: false,
};
