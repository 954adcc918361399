import { expect, it } from "vitest";
import { type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { putRow } from "../../snapshot/columns";
import type { Market } from "../../snapshot/market";
import { sampleMarket, sampleRow } from "../../snapshot/sample.double";
import { nextExportRows, openExport } from "../export";
import { searchMarket } from "../search";

const now = new Date("2026-11-01T00:00:00Z");
const search = (parameters: SearchParameters): OfferSearch => parseSearch(parameters).search;

const questions: SearchParameters[] = [
  {},
  { sort: "price", page: "3" },
  { sort: "-vram" },
  { sort: "price", page: "31", pricing: "spot" },
  { sort: "-score", page: "2" },
  { gpu: "h100-sxm-80,t4-16" },
  { pricing: "on_demand", price: "..4" },
  { availability: "available,limited", country: "US", price: "1..8" },
  { provider: "aws", q: "h100" },
];

/** A market in which every seventh offer repeats a list price of a year ago, which is history if it is for spot. */
function marketWithPast(): Market {
  const market = sampleMarket(5000, now);
  for (let index = 0; index < 5000; index += 7)
    putRow(market.columns, sampleRow(index, now, { listedOn: "2025-10-01" }));
  return market;
}

it.each(questions)(
  "ranks a page and finds who dominates it as if all were sorted: %j",
  async (parameters) => {
    const market = marketWithPast();
    const wanted = search({ ...parameters, limit: "50" });
    const { hits, total } = searchMarket(market, wanted, now);
    expect(hits.length).toBeGreaterThan(0);
    const { cursor } = await openExport(market, wanted, now);
    const all = new Map((await nextExportRows(cursor, total)).map((row) => [row.id, row]));
    expect(all.size).toBe(total);
    for (const { place: _, ...hit } of hits) expect(hit).toEqual(all.get(hit.id));
  },
);

it.each(questions)(
  "counts the same for the first question after a change as for later ones: %j",
  (parameters) => {
    const market = marketWithPast();
    // The weights differ, so that no answer is that of the question before.
    const asked = (price: number) =>
      searchMarket(market, search({ ...parameters, weights: `price:${price},vram:1` }), now);
    const [first, ...later] = [1, 2, 3].map((price) => asked(price));
    for (const { facets, removed, total, visible } of later)
      expect({ facets, removed, total, visible }).toEqual({
        facets: first?.facets,
        removed: first?.removed,
        total: first?.total,
        visible: first?.visible,
      });
  },
);

it("scores the same for the first question after a change as for later ones", () => {
  const market = marketWithPast();
  const scores = (least: string) =>
    searchMarket(market, search({ price: `${least}..`, limit: "50" }), now).hits.map(({ id, score }) => [
      id,
      score,
    ]);
  const first = scores("0");
  expect(scores("0.000001")).toEqual(first);
  expect(scores("0.000002")).toEqual(first);
  market.revision += 1;
  expect(scores("0.000003")).toEqual(first);
});
