import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parametersOf } from "@/components/address/use-address";
import { emptySearch, type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import { readScoring, scoringKeys, weighingKeys } from "@/domain/offer/scoring-search";
import { currentReference } from "@/domain/ranking/reference/versions";
import { linksFrom } from "./offer-links";

const id = `off_${"1".repeat(32)}`;
const read = (href: string) => readScoring(parametersOf(href.split("?")[1] ?? "")).search;
const searches = fc
  .record(
    {
      preset: fc.constantFrom("training", "inference"),
      weights: fc.constantFrom("price:3,vram:1", "reliability:1"),
      gpu: fc.constantFrom("h100-sxm-80", "t4-16,l4-24"),
      vram: fc.constantFrom("24..80", "..48"),
      q: fc.constantFrom("h100", "us east"),
      price: fc.constantFrom("..2.5", "4.19..4.19"),
      sort: fc.constantFrom("price", "-vram"),
    },
    { requiredKeys: [] },
  )
  .map((given) => parseSearch(given).search);

function pick(search: OfferSearch, keys: readonly (keyof OfferSearch)[]) {
  return keys.map((key) => search[key]);
}

describe("links from a search", () => {
  it("keep everything on which a score depends, on the way to an offer, to a comparison and back", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const links = linksFrom(search);
        for (const href of [links.offer(id), links.compare([id]), links.market()])
          expect(pick(read(href), scoringKeys)).toEqual(pick(search, scoringKeys));
        const back = linksFrom(read(links.offer(id)));
        expect(back.compare([id])).toBe(links.compare([id]));
      }),
    );
  });

  it("to other offers keep how offers are weighed, and ask for those alone", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const other = read(linksFrom(search).marketFor({ gpu: ["b200-sxm-192"] }));
        expect(pick(other, weighingKeys)).toEqual(pick(search, weighingKeys));
        expect([other.gpu, other.q, other.vram]).toEqual([["b200-sxm-192"], "", emptySearch.vram]);
      }),
    );
  });

  it("name the version of the reference, also while it is the current one, and nothing else that is the default", () => {
    const links = linksFrom(emptySearch);
    const kept = `reference=${currentReference}`;
    expect([
      links.offer(id),
      links.compare([]),
      links.compare([id]),
      links.market(),
      links.marketFor({}),
    ]).toEqual([
      `/offers/${id}?${kept}`,
      `/compare?${kept}`,
      `/compare?ids=${id}&${kept}`,
      `/offers?${kept}`,
      `/offers?${kept}`,
    ]);
  });

  it("are made here alone: no other component writes the address of an offer or of a comparison", () => {
    const root = path.join(process.cwd(), "src", "components");
    const found = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !file.endsWith("offer-links.tsx"))
      .filter((file) => /\/offers\/\$\{|\/compare\?/.test(readFileSync(path.join(root, file), "utf8")));
    expect(found).toEqual([]);
  });
});
