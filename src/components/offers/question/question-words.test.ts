import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import { NowProvider } from "@/components/format/now";
import { emptySearch, parseSearch } from "@/domain/offer/offer-search";
import { currentReference } from "@/domain/ranking/reference/versions";
import type { SearchParameters } from "@/domain/search-parameters";
import { type Locale, languageTags } from "@/locale/locales";
import { dictionaries } from "@/locale/messages";
import { translatorFor } from "@/locale/translator";
import { ExportLinks } from "../market/export-links";
import { PastNotice } from "../market/past-notice";
import { hrefFor } from "../market/use-market-url";
import { OfferLinksProvider } from "../offer-links";
import { questionWords } from "./question-words";
import { RankingPrice } from "./ranking-price";
import { ScoreQuestion } from "./score-question";

const words = (parameters: SearchParameters, locale: Locale = "en") =>
  questionWords(parseSearch(parameters).search, { t: translatorFor(locale, "scoring"), locale });
function textOf(children: ReactNode, locale: Locale = "en"): string {
  const props = { locale: languageTags[locale], messages: dictionaries[locale], timeZone: "UTC", children };
  return renderToStaticMarkup(createElement(IntlProvider, props));
}
const kept = `reference ${currentReference}`;

describe("the question that a score answers", () => {
  it.each([
    [{}, `among all GPUs, balanced weights, ${kept}`],
    [{ gpu: "h100-sxm-80" }, `among H100 SXM, balanced weights, ${kept}`],
    [{ gpu: "h100-sxm-80", preset: "training" }, `among H100 SXM, weights for training, ${kept}`],
    [{ weights: "price:1" }, `among all GPUs, your own weights, ${kept}`],
    [{ q: "H100 aws" }, `among “h100”, balanced weights, ${kept}`],
    [{ q: "frankfurt" }, `among all GPUs, balanced weights, ${kept}`],
    [{ vram: "80.." }, `among at least 80 GiB of VRAM, balanced weights, ${kept}`],
    [{ vendor: "nvidia", form: "sxm" }, `among NVIDIA, SXM, balanced weights, ${kept}`],
    // What merely removes offers moves no score.
    [{ price: "..3", provider: "aws", count: "8" }, `among all GPUs, balanced weights, ${kept}`],
    // No GPU is left, so all set the scales.
    [{ gpu: "h100-sxm-80", vram: "..8" }, `among all GPUs, balanced weights, ${kept}`],
  ])("%j is told as %s", (parameters, told) => {
    expect(words(parameters)).toBe(told);
  });

  it("names three GPUs and counts the others, in both languages", () => {
    const gpu = "h100-sxm-80,a100-sxm-80,t4-16,l4-24,l40s-48";
    expect(words({ gpu })).toMatch(/^among H100 SXM, .+, T4, and 2 more, balanced weights/);
    expect(words({ gpu }, "es")).toMatch(
      /^entre H100 SXM, .+, T4 y 2 más, importancia equilibrada, referencia/,
    );
  });

  it("leads to the market that asks it, by the same reference", () => {
    const { search } = parseSearch({ gpu: "h100-sxm-80", preset: "training", price: "..3" });
    const page = { search, children: createElement(ScoreQuestion, { search, isNamed: true }) };
    const html = textOf(createElement(OfferLinksProvider, page));
    expect(html).toContain(
      `href="/offers?gpu=h100-sxm-80&amp;preset=training&amp;reference=${currentReference}"`,
    );
    expect(html).toContain("Score among H100 SXM, weights for training");
    expect(textOf(createElement(ScoreQuestion, { search: emptySearch }), "es")).toContain(
      "entre todas las GPU, importancia equilibrada",
    );
  });
});

it("what can be copied off the market names the reference: groups, downloads, and the market as it stands", () => {
  const { search } = parseSearch({ gpu: "h100-sxm-80", price: "..3", group: "provider" });
  const downloads = [...textOf(createElement(ExportLinks, { search })).matchAll(/href="([^"]+)"/g)];
  expect(downloads.map(([, href]) => href)).toEqual([
    `/api/v2/offers.csv?gpu=h100-sxm-80&amp;price=..3&amp;reference=${currentReference}`,
    `/api/v2/offers.json?gpu=h100-sxm-80&amp;price=..3&amp;reference=${currentReference}`,
  ]);
  expect(hrefFor({ ...search, group: null })).toBe(
    `/offers?gpu=h100-sxm-80&price=..3&reference=${currentReference}`,
  );
});

const listed = {
  microUsdPerGpuHour: 3_990_000,
  rankingMicroUsdPerGpuHour: 4_860_000,
  listedOn: "2025-11-17/2026-11-23",
  observedAt: null,
  isPast: false,
};
function rankingOf(offer: Parameters<typeof RankingPrice>[0]["offer"], locale: Locale = "en"): string {
  const now = new Date("2026-11-30T12:00:00Z");
  const page = { now, children: createElement(RankingPrice, { offer }) };
  return textOf(createElement(NowProvider, page), locale);
}

it("a price that ranks dearer than it is shown says by how much, from which day, and why", () => {
  expect(rankingOf(listed)).toBe(
    "The price of $3.99 is from a list of 2025–2026. It ranks as if it were $4.86: 1.6% dearer per month, compounded over the 12.4 months since 2025-11-17, the first day on which it can have been read.",
  );
  expect(rankingOf({ ...listed, listedOn: "2025-11-17" })).toBe(
    "The price of $3.99 is from a list of 2025-11-17. It ranks as if it were $4.86: 1.6% dearer per month, compounded over the 12.4 months since that day.",
  );
  expect(rankingOf({ ...listed, rankingMicroUsdPerGpuHour: 3_990_000, listedOn: null })).toBe("");
});

it("a past price says that it comes after all others, and not by which price it ranks", () => {
  const past = { ...listed, isPast: true, listedOn: "2025-08-21" };
  const sentence =
    "Its spot price is of 2025-08-21. A spot price more than a day old comes after all others, whatever its score.";
  expect(rankingOf(past)).toBe(sentence);
  expect(rankingOf({ ...past, listedOn: null, observedAt: "2025-08-21T10:00:00.000Z" })).toBe(sentence);
  expect(rankingOf({ ...past, goneAt: "2026-01-01T00:00:00.000Z" })).toBe("");
});

it("a market of past prices alone says that all are history", () => {
  const told = (place: number, isPast: boolean) =>
    textOf(createElement(PastNotice, { first: { place, isPast } }));
  expect(told(1, true)).toContain("they are history");
  expect([told(1, false), told(101, true)]).toEqual(["", ""]);
});
