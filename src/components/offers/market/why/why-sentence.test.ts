import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import { parseSearch } from "@/domain/offer/offer-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { type Locale, languageTags } from "@/locale/locales";
import { dictionaries } from "@/locale/messages";
import { explainRow } from "@/server/market/answers/explain/explain-row";
import type { MarketRow } from "@/server/market/snapshot/row";
import { marketOf, sampleEightH100 } from "@/server/market/snapshot/sample.double";
import type { Why } from "../types";
import { HowMeasured } from "./how-measured";
import { WeightSwitches } from "./weight-switches";
import { WhySentence } from "./why-sentence";

const now = new Date("2026-11-01T00:00:00Z");
const h100 = (index: number, usd: number, more: Partial<MarketRow> = {}) =>
  sampleEightH100(index, usd, now, more);

/** The explanation of the offer at a place. */
function whyAt(rows: MarketRow[], place: number, asked: SearchParameters = {}): Why {
  const market = marketOf(now, rows);
  const { search } = parseSearch({ gpu: "h100-sxm-80", ...asked });
  const why = rows
    .map(({ id }) => explainRow(market, search, id, now))
    .find((found) => found?.offer.place === place);
  if (!why) throw new Error(`no offer has place ${place}`);
  return why;
}

function textOf(children: ReactNode, locale: Locale = "en"): string {
  const props = { locale: languageTags[locale], messages: dictionaries[locale], timeZone: "UTC", children };
  return renderToStaticMarkup(createElement(IntlProvider, props)).replace(/<[^>]*>/g, "");
}

/** What is said of the offer at a place, against the first or, of the first, against the second. */
function sentence(rows: MarketRow[], place: number, sort = "score", locale: Locale = "en"): string {
  const why = whyAt(rows, place, { sort });
  return textOf(createElement(WhySentence, { why, against: why.against[0] ?? null }), locale);
}

describe("an offer against one with an old list's price", () => {
  const rows = [h100(1, 2), h100(2, 1.6, { source: "list", provider: "aws", listedOn: "2024-11-01" })];

  it("is not said to lead by costing more", () => {
    expect(sentence(rows, 1)).toMatch(/^It is [\d.]+ points ahead of the 2nd, mostly by Price\./i);
    expect(sentence(rows, 2)).toMatch(/^It is [\d.]+ points behind the 1st, mostly by Price\./i);
  });

  it("is compared by price where both prices are of today", () => {
    expect(sentence([h100(1, 2), h100(2, 2.5)], 1)).toMatch(
      /^It costs \$0\.50+ less per GPU-hour than the 2nd\./,
    );
  });
});

describe("a figure that nobody states", () => {
  it("is said to count as the middle where it adds or costs points", () => {
    const rows = [h100(1, 2, { reliability: 0.99 }), h100(2, 2.5)];
    expect(sentence(rows, 2)).toMatch(/What is not known counts as the middle of its scale: Reliability\.$/);
    expect(sentence(rows, 2, "score", "es")).toMatch(
      /Lo que no se conoce cuenta como el punto medio de su escala:/,
    );
  });

  it("is not mentioned where both lack it", () => {
    expect(sentence([h100(1, 2), h100(2, 2.5)], 2)).not.toContain("not known");
  });
});

describe("the first, when all others are past spot prices", () => {
  const past = h100(2, 0.4, { source: "list", provider: "aws", listedOn: "2025-10-01", isSpot: true });
  const rows = [h100(1, 3), past];

  it.each(["score", "price"])("by %s is not said to lead by points or by price", (sort) => {
    expect(sentence(rows, 1, sort)).toBe(
      "From the 2nd on, all are spot prices more than a day old. They come after all others, whatever their score.",
    );
    expect(sentence(rows, 1, sort, "es")).toBe(
      "Desde el puesto 2, todas tienen un precio spot de más de un día. Van después de todas las demás, sea cual sea su puntaje.",
    );
  });
});

describe("the weights", () => {
  const rows = [h100(1, 2, { reliability: 0.91 }), h100(2, 3, { reliability: 0.999 })];
  const said = (place: number, locale: Locale) => {
    const why = whyAt(rows, place);
    const nameOf = () => ({ seller: "Runpod", machine: "8 × H100" });
    return textOf(createElement(WeightSwitches, { why, nameOf }), locale);
  };

  it("are told as the points where first place changes, not as all that lies beyond", () => {
    expect(said(2, "en")).toMatch(/becomes first when Reliability rises to [\d.]+%, now/);
    expect(said(1, "en")).toMatch(/Runpod, 8 × H100 takes first place when Reliability rises above [\d.]+%/);
    for (const place of [1, 2]) expect(said(place, "en")).not.toMatch(/or more|or less|Then/);
    expect(said(2, "es")).toMatch(/pasa a ser la primera cuando Confiabilidad sube a/);
    expect(said(1, "es")).toMatch(/Runpod, 8 × H100 ocupa el primer puesto cuando Confiabilidad supera/);
  });
});

describe("how the score is made", () => {
  const said = (gpu: string, gpuId = "h20-96") =>
    textOf(
      createElement(HowMeasured, { why: whyAt([h100(1, 2, { gpuId }), h100(2, 3, { gpuId })], 1, { gpu }) }),
    );

  it("counts the GPUs that have a price in the reference, and says where none has", () => {
    expect(said("h100-sxm-80,h20-96", "h100-sxm-80")).toMatch(
      /one GPU of our table, with a list price of \$[\d.]+ per GPU-hour in reference 2026-11\./,
    );
    expect(said("h100-sxm-80,a100-sxm-80,h20-96", "h100-sxm-80")).toMatch(
      /2 GPUs of our table, with list prices from \$[\d.]+ to \$[\d.]+ per GPU-hour in reference 2026-11\./,
    );
    expect(said("h20-96")).toMatch(
      /at hand\. None of the GPUs that you ask for has a price in reference 2026-11, so the prices of all GPUs/,
    );
  });

  it("tells figures that are equal from figures that nobody knows", () => {
    expect(said("h100-sxm-80", "h100-sxm-80")).toMatch(
      /VRAM, Throughput, and Memory bandwidth: the same for every GPU of this question/,
    );
    const unknown = said("h20-96");
    expect(unknown).toMatch(/bandwidth: the reference has no figure for any GPU of this question/);
    expect(unknown).toMatch(/VRAM: the same for every GPU/);
  });
});

it("calls the order by last change what it is: any field of an offer may have changed", () => {
  const rows = [h100(1, 2), h100(2, 3)];
  expect(sentence(rows, 1, "changed")).toBe("The table is ordered by last change, not by score.");
  expect(sentence(rows, 1, "changed", "es")).toBe(
    "La tabla está ordenada por último cambio, no por puntaje.",
  );
});

describe("in Spanish", () => {
  const rows = [h100(1, 2), h100(2, 3), h100(3, 3, { availability: "limited" })];

  it("no ordinal with a º stands before its noun", () => {
    expect(sentence(rows, 1, "score", "es")).toContain("menos por hora de GPU que la del puesto 2.");
    expect(sentence(rows, 2, "price", "es")).toContain("más por hora de GPU que la del puesto 1.");
    expect(JSON.stringify(dictionaries.es)).not.toMatch(/º puesto/);
  });

  it("the score is calculated, and doubling counts the same", () => {
    const why = whyAt(rows, 1);
    expect(textOf(createElement(HowMeasured, { why }), "es")).toMatch(
      /^Cómo se calcula el puntaje .* Duplicar cuenta lo mismo en precio, VRAM/,
    );
  });
});
