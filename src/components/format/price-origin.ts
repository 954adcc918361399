import type { FigureSource } from "@/components/ui/source-badge";
import { firstDayOf, isExactDay } from "@/domain/offer/list-day";
import type { OfferSource } from "@/domain/offer/offer";
import { isObservedNow, listAgeMonths } from "@/domain/offer/price-age";
import type { Locale } from "@/locale/locales";
import { formatInstant } from "./age";
import { formatListDay } from "./list-day";
import { formatMonths } from "./number";

type Sourced = { source: OfferSource; observedAt: string | null; listedOn: string | null };

/**
 * The look of the badge of a price, and its word and title: keys of the dictionary `source`, with the values that they need. The
 * title of a list of which only a span is known says from which day its age counts.
 */
export type PriceOrigin = {
  shown: FigureSource;
  word: "list" | "listUndated" | "simulated" | "simulatedList" | "live" | "polled";
  titleWord:
    | "listTitle"
    | "listSpanTitle"
    | "simulatedTitle"
    | "simulatedListTitle"
    | "simulatedSpanTitle"
    | "liveTitle"
    | null;
  values: { date: string; first: string; age: string; instant: string };
};

/** Where a price comes from. A price with a list day is one of that day whoever repeats it, so it is never live. */
export function priceOriginOf(price: Sourced, now: Date, locale: Locale): PriceOrigin {
  const { observedAt, listedOn } = price;
  const values = {
    date: listedOn === null ? "" : formatListDay(listedOn, locale),
    first: listedOn === null ? "" : firstDayOf(listedOn),
    age: formatMonths(listAgeMonths(listedOn, now), locale),
    instant: observedAt === null ? "" : formatInstant(observedAt),
  };
  return { ...wordsOf(price, now), values };
}

function wordsOf({ source, observedAt, listedOn }: Sourced, now: Date): Omit<PriceOrigin, "values"> {
  const listTitle = listedOn === null || isExactDay(listedOn) ? "listTitle" : "listSpanTitle";
  if (source === "simulated")
    return listedOn === null
      ? { shown: "simulated", word: "simulated", titleWord: "simulatedTitle" }
      : {
          shown: "simulated",
          word: "simulatedList",
          titleWord: isExactDay(listedOn) ? "simulatedListTitle" : "simulatedSpanTitle",
        };
  if (listedOn !== null) return { shown: "list", word: "list", titleWord: listTitle };
  if (source === "list") return { shown: "list", word: "listUndated", titleWord: null };
  const isNow = observedAt !== null && isObservedNow(observedAt, now);
  const titleWord = observedAt === null ? null : "liveTitle";
  return isNow ? { shown: "live", word: "live", titleWord } : { shown: "polled", word: "polled", titleWord };
}
