"use client";

import { useMemo } from "react";
import {
  type AddressHistory,
  changeAddress,
  legibleQuery,
  parametersOf,
  useAddress,
} from "@/components/address/use-address";
import type { FieldIssue } from "@/domain/field-issues";
import { type OfferSearch, parseSearch, writeKeptSearch, writeSearch } from "@/domain/offer/offer-search";
import { type MarketView, readView, UI_ONLY_PARAMS, viewIssues, writeView } from "./view/view-params";

const PATH = "/offers";

export type MarketUrl = { search: OfferSearch; issues: FieldIssue[]; view: MarketView };

/** The whole state of the page, read from the URL. */
export function useMarketUrl(): MarketUrl {
  const text = useAddress(PATH);
  return useMemo(() => readUrl(text), [text]);
}

type Change<Part> = Partial<Part> | ((now: Part) => Partial<Part>);

/** Changes the search, keeps the view and returns to the first page. */
export function changeSearch(change: Change<OfferSearch>, history: AddressHistory = "push"): void {
  const { search, view } = readUrl(window.location.search);
  writeUrl({ ...search, page: 1, ...patchOf(change, search) }, view, history);
}

export function changeView(change: Change<MarketView>, history: AddressHistory = "replace"): void {
  const { search, view } = readUrl(window.location.search);
  writeUrl(search, { ...view, ...patchOf(change, view) }, history);
}

function patchOf<Part>(change: Change<Part>, now: Part): Partial<Part> {
  return typeof change === "function" ? change(now) : change;
}

/** The URL of this page with a changed search, for links that also work in a new tab. Like every link, it names its reference. */
export function hrefFor(search: OfferSearch): `/offers${string}` {
  return `${PATH}${legibleQuery(writeKeptSearch({ ...search, page: 1 }))}`;
}

/** A link to keep, with the explanation of one offer open: it names its reference, so that its scores never change. */
export function keptHrefFor(search: OfferSearch, offerId: string): `/offers${string}` {
  const parameters = writeKeptSearch({ ...search, page: 1 });
  parameters.set("why", offerId);
  return `${PATH}${legibleQuery(parameters)}`;
}

/** The parameters of the offer query: the search only, without defaults. */
export function queryOf(search: OfferSearch): Record<string, string> {
  return Object.fromEntries(writeSearch({ ...search, page: 1, limit: 100 }));
}

// Changes start from the current URL, not from the last render: two quick changes must not undo each other.
function readUrl(text: string): MarketUrl {
  const parameters = new URLSearchParams(text);
  const { search, issues } = parseSearch(parametersOf(text), UI_ONLY_PARAMS);
  return { search, issues: [...issues, ...viewIssues(parameters)], view: readView(parameters) };
}

function writeUrl(search: OfferSearch, view: MarketView, history: AddressHistory): void {
  // An address that may be copied names its reference; only the bare address of the market means the newest one.
  const parameters = writeKeptSearch(search);
  writeView(parameters, view);
  changeAddress(`${PATH}${legibleQuery(parameters)}`, history);
}
