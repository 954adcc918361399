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
import { type ModelSearch, parseModelSearch, writeModelSearch } from "@/domain/model/model-search";

const PATH = "/models";

/** The search of the page, read from the URL. */
export function useModelsUrl(): { search: ModelSearch; issues: FieldIssue[] } {
  const text = useAddress(PATH);
  return useMemo(() => readModelsUrl(text), [text]);
}

/** Changes the search in the URL, starting from the current URL, so that two quick changes do not undo each other. */
export function changeModelSearch(change: Partial<ModelSearch>, history: AddressHistory = "push"): void {
  const { search } = readModelsUrl(window.location.search);
  changeAddress(modelsHref({ ...search, ...change }), history);
}

export function modelsHref(search: ModelSearch): string {
  return `${PATH}${legibleQuery(writeModelSearch(search))}`;
}

/** The parameters of the model query: the search only, without defaults. */
export function modelQueryOf(search: ModelSearch): Record<string, string> {
  return Object.fromEntries(writeModelSearch(search));
}

function readModelsUrl(text: string): { search: ModelSearch; issues: FieldIssue[] } {
  return parseModelSearch(parametersOf(text));
}
