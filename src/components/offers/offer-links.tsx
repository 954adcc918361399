"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { legibleQuery } from "@/components/address/use-address";
import { emptySearch, type OfferSearch, writeKeptSearch } from "@/domain/offer/offer-search";
import { scoringOf, weighingOf } from "@/domain/offer/scoring-search";

/** Where the offers of a search lead. Each link keeps what decides the scores, so that no page shows another one. */
export type OfferLinks = {
  offer: (id: string) => `/offers/${string}`;
  compare: (ids: readonly string[]) => `/compare${string}`;
  /** The market that the reader comes from, as far as scores depend on it. */
  market: () => `/offers${string}`;
  /** The market for other offers, weighed in the same way. */
  marketFor: (filters: Partial<OfferSearch>) => `/offers${string}`;
};

/**
 * The only maker of links from a search to offers, comparisons and other searches. Each names the version of the reference, also
 * while it is the current one: opened later, it shows the same scores.
 */
export function linksFrom(search: OfferSearch): OfferLinks {
  const scoring = writeKeptSearch(scoringOf(search));
  return {
    offer: (id) => `/offers/${id}${legibleQuery(scoring)}`,
    compare: (ids) => {
      const named = new URLSearchParams(ids.length > 0 ? { ids: ids.join(",") } : {});
      return `/compare${legibleQuery(new URLSearchParams([...named, ...scoring]))}`;
    },
    market: () => `/offers${legibleQuery(scoring)}`,
    marketFor: (filters) => `/offers${legibleQuery(writeKeptSearch({ ...weighingOf(search), ...filters }))}`,
  };
}

const Links = createContext<OfferLinks>(linksFrom(emptySearch));

/** Tells the links below which search they are part of. */
export function OfferLinksProvider({ search, children }: { search: OfferSearch; children: ReactNode }) {
  return <Links value={useMemo(() => linksFrom(search), [search])}>{children}</Links>;
}

/** Links from the search of this page. */
export function useOfferLinks(): OfferLinks {
  return use(Links);
}
