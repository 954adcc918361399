import { z } from "zod";
import type { FieldIssue } from "@/domain/field-issues";
import type { MicroUsd } from "@/domain/money";
import {
  type FieldsRead,
  names,
  openRange,
  type Range,
  range,
  readFields,
  type SearchParameters,
  sortBy,
  writeNames,
  writeRange,
  writeSort,
} from "@/domain/search-parameters";
import { searchText, searchWords } from "@/domain/search-words";
import { defaultRatio, type TokenRatio, tokenRatio, writeRatio } from "./token-ratio";

export const modelSortKeys = ["providers", "name", "blended", "input", "output", "context", "size"] as const;
export type ModelSortKey = (typeof modelSortKeys)[number];

/** What a visitor asks of the models. An empty list and an open range remove nothing; unknown is outside every range. */
export type ModelSearch = {
  q: string;
  developer: string[];
  /** Billions of parameters, every expert of a mixture. */
  size: Range;
  /** Tokens. */
  context: Range;
  /** Only models that somebody serves by the token. */
  served: "any" | "yes";
  ratio: TokenRatio;
  sort: ModelSortKey;
  descending: boolean;
};

export const emptyModelSearch: ModelSearch = {
  q: "",
  developer: [],
  size: openRange,
  context: openRange,
  served: "any",
  ratio: defaultRatio,
  sort: "providers",
  descending: true,
};

/** What a search looks at; null = unknown, and for the prices: nobody serves it. */
export type SearchableModel = {
  id: string;
  name: string;
  family: string;
  developer: string;
  parametersBillion: number | null;
  contextTokens: number | null;
  providers: number;
  blendedMicroUsd: MicroUsd | null;
  inputMicroUsd: MicroUsd | null;
  outputMicroUsd: MicroUsd | null;
};

/** One field schema each: URL text in, search out. Shared by the page, tRPC and REST. */
export const modelSearchFields = {
  q: z.string().trim().max(100),
  developer: names,
  size: range,
  context: range,
  served: z.enum(["any", "yes"]),
  ratio: tokenRatio,
  sort: sortBy(modelSortKeys),
} satisfies Record<Exclude<keyof ModelSearch, "descending">, z.ZodType>;

/**
 * Reads a search from URL parameters. Never throws: what cannot be understood keeps its default and is named in `issues`, and
 * so is a parameter that no search has.
 */
export function parseModelSearch(parameters: SearchParameters): {
  search: ModelSearch;
  issues: FieldIssue[];
} {
  const { read, issues } = readFields(modelSearchFields, parameters);
  return { search: modelSearchOf(read), issues };
}

/** The search of fields that were read already, with the defaults of {@link emptyModelSearch} for the rest. */
export function modelSearchOf({ sort, ...asked }: FieldsRead<typeof modelSearchFields>): ModelSearch {
  return { ...emptyModelSearch, ...asked, ...sort };
}

/** The search as URL parameters, defaults left out: the inverse of {@link parseModelSearch}. */
export function writeModelSearch(search: ModelSearch): URLSearchParams {
  const [texts, defaults] = [textsOf(search), textsOf(emptyModelSearch)];
  return new URLSearchParams(
    Object.entries(texts).filter(([field, text]) => text !== "" && text !== defaults[field]),
  );
}

function textsOf({ q, developer, size, context, served, ratio, sort, descending }: ModelSearch) {
  const texts: Record<string, string> = {
    q,
    developer: writeNames(developer),
    size: writeRange(size),
    context: writeRange(context),
    served,
    ratio: writeRatio(ratio),
    sort: writeSort({ sort, descending }),
  };
  return texts;
}

/** The models that a search leaves, in its order; what has no value for the order comes last either way. */
export function searchModels<Row extends SearchableModel>(
  models: readonly Row[],
  search: ModelSearch,
): Row[] {
  const words = searchWords(search.q);
  const developers = new Set(search.developer.map((developer) => developer.toLowerCase()));
  return models
    .filter((model) => words.every((word) => textOf(model).includes(word)))
    .filter(({ developer }) => developers.size === 0 || developers.has(developer.toLowerCase()))
    .filter(({ parametersBillion }) => isWithin(search.size, parametersBillion))
    .filter(({ contextTokens }) => isWithin(search.context, contextTokens))
    .filter(({ providers }) => search.served === "any" || providers > 0)
    .sort((a, b) => compare(a, b, search));
}

function textOf({ id, name, family, developer }: SearchableModel): string {
  return searchText(`${name} ${family} ${developer} ${id}`);
}

function isWithin({ min, max }: Range, value: number | null): boolean {
  if (min === null && max === null) return true;
  return value !== null && (min === null || value >= min) && (max === null || value <= max);
}

function compare(a: SearchableModel, b: SearchableModel, { sort, descending }: ModelSearch): number {
  const byName = a.name.localeCompare(b.name, "en", { numeric: true });
  if (sort === "name") return descending ? -byName : byName;
  const [one, other] = [sortValueOf(a, sort), sortValueOf(b, sort)];
  if (one === null || other === null) return one === other ? byName : one === null ? 1 : -1;
  return (descending ? other - one : one - other) || byName;
}

function sortValueOf(model: SearchableModel, sort: Exclude<ModelSortKey, "name">): number | null {
  switch (sort) {
    case "providers":
      return model.providers;
    case "blended":
      return model.blendedMicroUsd;
    case "input":
      return model.inputMicroUsd;
    case "output":
      return model.outputMicroUsd;
    case "context":
      return model.contextTokens;
    case "size":
      return model.parametersBillion;
    default:
      return sort satisfies never;
  }
}
