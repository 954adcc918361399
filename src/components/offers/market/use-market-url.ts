"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { FieldIssue } from "@/domain/errors";
import { type OfferSearch, parseSearch, writeSearch } from "@/domain/offer-search";
import { type MarketView, readView, UI_ONLY_PARAMS, writeView } from "./view-params";

export type MarketUrl = { search: OfferSearch; issues: FieldIssue[]; view: MarketView };

/** "push" for what the back button should undo; "replace" for the steps of a drag or of typing. */
type History = "push" | "replace";

/** The whole state of the page, read from the address. */
export function useMarketUrl(): MarketUrl {
  const text = useSearchParams().toString();
  return useMemo(() => readUrl(text), [text]);
}

/** Changes the search and leaves the view; starts at the first page again. */
export function changeSearch(patch: Partial<OfferSearch>, history: History = "push"): void {
  const { search, view } = readUrl(window.location.search);
  writeUrl({ ...search, page: 1, ...patch }, view, history);
}

export function changeView(patch: Partial<MarketView>, history: History = "replace"): void {
  const { search, view } = readUrl(window.location.search);
  writeUrl(search, { ...view, ...patch }, history);
}

/** The address of this page under a changed search, for links that also work in a new tab. */
export function hrefFor(search: OfferSearch): string {
  return `/offers${questionMark(writeSearch({ ...search, page: 1 }))}`;
}

/** Offers are asked for by these parameters: the search alone, with nothing that is a default. */
export function queryOf(search: OfferSearch): Record<string, string> {
  return Object.fromEntries(writeSearch({ ...search, page: 1, limit: 100 }));
}

// Changes read the address itself and not the last render: two quick ones must not undo each other.
function readUrl(text: string): MarketUrl {
  const parameters = new URLSearchParams(text);
  const given = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
  );
  return { ...parseSearch(given, UI_ONLY_PARAMS), view: readView(parameters) };
}

function writeUrl(search: OfferSearch, view: MarketView, history: History): void {
  const parameters = writeSearch(search);
  writeView(parameters, view);
  const href = `${window.location.pathname}${questionMark(parameters)}`;
  if (href === `${window.location.pathname}${window.location.search}`) return;
  if (history === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
}

/** Commas, colons and dots stay readable: they are allowed in a query and a shared link should be legible. */
function questionMark(parameters: URLSearchParams): string {
  const text = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}
