"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import type { FieldIssue } from "@/domain/errors";
import { type OfferSearch, parseSearch, writeSearch } from "@/domain/offer-search";
import { type MarketView, readView, UI_ONLY_PARAMS, viewIssues, writeView } from "./view-params";

const PATH = "/offers";

export type MarketUrl = { search: OfferSearch; issues: FieldIssue[]; view: MarketView };

/** "push" for what the back button should undo; "replace" for the steps of a drag or of typing. */
type History = "push" | "replace";

const listeners = new Set<() => void>();

/**
 * The whole state of the page, read from the address.
 *
 * From the address itself, since the router tells of a change a moment later: a box that is clicked must be ticked at once.
 */
export function useMarketUrl(): MarketUrl {
  const rendered = useSearchParams().toString();
  const text = useSyncExternalStore(
    subscribe,
    () =>
      window.location.pathname === PATH ? new URLSearchParams(window.location.search).toString() : rendered,
    () => rendered,
  );
  return useMemo(() => readUrl(text), [text]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

type Change<Part> = Partial<Part> | ((now: Part) => Partial<Part>);

/** Changes the search and leaves the view; starts at the first page again. */
export function changeSearch(change: Change<OfferSearch>, history: History = "push"): void {
  const { search, view } = readUrl(window.location.search);
  writeUrl({ ...search, page: 1, ...patchOf(change, search) }, view, history);
}

export function changeView(change: Change<MarketView>, history: History = "replace"): void {
  const { search, view } = readUrl(window.location.search);
  writeUrl(search, { ...view, ...patchOf(change, view) }, history);
}

function patchOf<Part>(change: Change<Part>, now: Part): Partial<Part> {
  return typeof change === "function" ? change(now) : change;
}

/** The address of this page under a changed search, for links that also work in a new tab. */
export function hrefFor(search: OfferSearch): string {
  return `${PATH}${questionMark(writeSearch({ ...search, page: 1 }))}`;
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
  const { search, issues } = parseSearch(given, UI_ONLY_PARAMS);
  return { search, issues: [...issues, ...viewIssues(parameters)], view: readView(parameters) };
}

function writeUrl(search: OfferSearch, view: MarketView, history: History): void {
  const parameters = writeSearch(search);
  writeView(parameters, view);
  const href = `${PATH}${questionMark(parameters)}`;
  if (href === `${window.location.pathname}${window.location.search}`) return;
  if (history === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
  for (const listener of listeners) listener();
}

/** Commas, colons and dots stay readable: they are allowed in a query and a shared link should be legible. */
function questionMark(parameters: URLSearchParams): string {
  const text = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}
