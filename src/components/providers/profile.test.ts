import { expect, it } from "vitest";
import { providerBySlug } from "@/server/providers/registry";
import { hasFeedPrices, sellsGpus } from "./profile";

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

const others = {
  hasStock: true,
  hasSpot: false,
  rents: null,
  canStop: false,
  billedWhenStopped: null,
  isKeyless: false,
};
