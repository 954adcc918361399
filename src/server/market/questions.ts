import type { OfferSearch } from "@/domain/offer/offer-search";
import type { RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import { type BestPriceRow, bestPricesOf } from "./answers/best-prices";
import { describeOffers, type ScoredOffer } from "./answers/describe";
import { explainRow, type RowExplanation } from "./answers/explain/explain-row";
import { closeExport, nextExportRows, openExport } from "./answers/export";
import { type GpuIndex, type GpuIndexFigures, gpuIndex, marketIndexes } from "./answers/market-indexes";
import { type Rentals, rentalsFor } from "./answers/rentals";
import { type OfferHit, type SearchResult, searchMarket } from "./answers/search";
import { keepInForce } from "./snapshot/keep-in-force";
import type { Market } from "./snapshot/market";

/** The questions that the market thread answers. Questions and answers are sent between threads as plain values. */
export type MarketQuestion =
  | { ask: "search"; search: OfferSearch; now: Date }
  | { ask: "explain"; search: OfferSearch; offerId: string | null; now: Date }
  | { ask: "describe"; ids: string[]; search: OfferSearch; now: Date }
  | { ask: "best-prices"; limit: number; now: Date }
  | { ask: "indexes"; held: string[]; now: Date }
  | { ask: "gpu-index"; gpuId: string; held: string[]; now: Date }
  | { ask: "rentals"; question: RentOrCallQuestion; limit: number; now: Date }
  | { ask: "open-export"; search: OfferSearch; now: Date }
  | { ask: "export-rows"; cursor: number; count: number }
  | { ask: "close-export"; cursor: number };

export type MarketAnswers = {
  search: SearchResult;
  explain: RowExplanation | null;
  describe: ScoredOffer[];
  "best-prices": BestPriceRow[];
  indexes: GpuIndexFigures[];
  "gpu-index": GpuIndex;
  rentals: Rentals;
  "open-export": { cursor: number; total: number };
  "export-rows": OfferHit[];
  "close-export": null;
};

type Answer = MarketAnswers[MarketQuestion["ask"]];

/** Answers a question; returns a promise when computing takes so long that other questions are answered meanwhile. */
export function answer(market: Market, question: MarketQuestion): Answer | Promise<Answer> {
  // What began or ended since the last question: no answer names an offer that is not sold on its day.
  if ("now" in question) keepInForce(market, question.now);
  switch (question.ask) {
    case "search":
      return searchMarket(market, question.search, question.now);
    case "explain":
      return explainRow(market, question.search, question.offerId, question.now);
    case "describe":
      return describeOffers(market, question.ids, question.search, question.now);
    case "best-prices":
      return bestPricesOf(market, question.limit, question.now);
    case "indexes":
      return marketIndexes(market, question);
    case "gpu-index":
      return gpuIndex(market, question.gpuId, question);
    case "rentals":
      return rentalsFor(market, question.question, question.limit, question.now);
    case "open-export":
      return openExport(market, question.search, question.now);
    case "export-rows":
      return nextExportRows(question.cursor, question.count);
    case "close-export":
      return closeExport(question.cursor);
    default:
      return question satisfies never;
  }
}
