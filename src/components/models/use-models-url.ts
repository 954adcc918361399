"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { FieldIssue } from "@/domain/errors";
import { type ModelSearch, parseModelSearch, writeModelSearch } from "@/domain/model-search";

/** "push" for what the back button should undo; "replace" for the steps of typing. */
type History = "push" | "replace";

/** The search of the page, read from the address. */
export function useModelsUrl(): { search: ModelSearch; issues: FieldIssue[] } {
  const text = useSearchParams().toString();
  return useMemo(() => readModelsUrl(text), [text]);
}

/** Changes the search in the address; the address itself is read, so that two quick changes do not undo each other. */
export function changeModelSearch(change: Partial<ModelSearch>, history: History = "push"): void {
  const { search } = readModelsUrl(window.location.search);
  const href = modelsHref({ ...search, ...change });
  if (href === `${window.location.pathname}${window.location.search}`) return;
  if (history === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
}

export function modelsHref(search: ModelSearch): string {
  const text = legible(writeModelSearch(search));
  return `/models${text && `?${text}`}`;
}

/** Models are asked for by these parameters: the search alone, with nothing that is a default. */
export function modelQueryOf(search: ModelSearch): Record<string, string> {
  return Object.fromEntries(writeModelSearch(search));
}

function readModelsUrl(text: string): { search: ModelSearch; issues: FieldIssue[] } {
  const parameters = new URLSearchParams(text);
  const names = [...new Set(parameters.keys())];
  return parseModelSearch(Object.fromEntries(names.map((name) => [name, parameters.getAll(name)])));
}

/** Commas, colons and dots stay readable: they are allowed in a query and a shared link should be legible. */
function legible(parameters: URLSearchParams): string {
  return parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}
