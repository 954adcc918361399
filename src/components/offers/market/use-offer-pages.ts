"use client";

import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/provider";
import { untilAsked } from "@/components/trpc/until-asked";
import { PAGE_SIZE, rowCountOf } from "./table/row-count";
import type { Hit } from "./types";

/** What is away comes back by itself, and without an answer there is no row that could move under the cursor. */
const ASK_AGAIN_MS = 5000;

/**
 * The rows of a search, in pages that load when they scroll into view. They stay as loaded until the reader changes the search
 * or applies the updates.
 */
export function useOfferPages(parameters: Record<string, string>) {
  const trpc = useTRPC();
  const question = JSON.stringify(parameters);
  const [wanted, setWanted] = useState<{ question: string; pages: number[] }>({ question, pages: [] });
  const pages = wanted.question === question ? wanted.pages : [];
  const first = useQuery({
    ...trpc.offers.search.queryOptions(parameters, untilAsked),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { error } }) =>
      error?.data?.code === "SERVICE_UNAVAILABLE" ? ASK_AGAIN_MS : false,
  });
  const others = useQueries({
    queries: pages.map((page) =>
      trpc.offers.search.queryOptions({ ...parameters, page: String(page) }, untilAsked),
    ),
  });

  function hitAt(index: number): Hit | null {
    const page = Math.floor(index / PAGE_SIZE) + 1;
    const answer = page === 1 ? first.data : others[pages.indexOf(page)]?.data;
    return answer?.hits[index % PAGE_SIZE] ?? null;
  }

  /** Called with the first and last visible row. */
  function want(from: number, to: number): void {
    const missing: number[] = [];
    for (let page = Math.floor(from / PAGE_SIZE) + 1; page <= Math.floor(to / PAGE_SIZE) + 1; page += 1) {
      if (page > 1 && !pages.includes(page)) missing.push(page);
    }
    if (missing.length > 0 && !first.isPlaceholderData)
      setWanted({ question, pages: [...pages, ...missing] });
  }

  const later = pages.flatMap((page, place) => {
    const data = others[place]?.data;
    return data ? [{ page, rows: data.hits.length }] : [];
  });
  const rowCount = rowCountOf(first.data?.total ?? 0, later);

  return { first, hitAt, want, pages, rowCount, pageError: others.find(({ error }) => error)?.error ?? null };
}
