import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import {
  emptyModelSearch,
  modelSortKeys,
  parseModelSearch,
  type SearchableModel,
  searchModels,
  writeModelSearch,
} from "./model-search";

const row = (id: string, more: Partial<SearchableModel> = {}): SearchableModel => ({
  id,
  name: id,
  family: "Llama",
  developer: "Meta",
  parametersBillion: 8,
  contextTokens: 8192,
  providers: 1,
  blendedMicroUsd: microUsd(100),
  inputMicroUsd: microUsd(100),
  outputMicroUsd: microUsd(100),
  ...more,
});
const rows = [
  row("b", { providers: 3, parametersBillion: 70, blendedMicroUsd: microUsd(300) }),
  row("a", { providers: 3, developer: "Mistral AI", contextTokens: null }),
  row("c", { providers: 0, parametersBillion: null, blendedMicroUsd: null, inputMicroUsd: null }),
];
const found = (parameters: Record<string, string>) =>
  searchModels(rows, parseModelSearch(parameters).search).map(({ id }) => id);

describe("searchModels", () => {
  it("puts the most widely served first, and equals by name", () => {
    expect(found({})).toEqual(["a", "b", "c"]);
  });

  it.each([
    [{ sort: "blended" }, ["a", "b", "c"]],
    [{ sort: "-blended" }, ["b", "a", "c"]],
    [{ sort: "-size" }, ["b", "a", "c"]],
    [{ sort: "context" }, ["b", "c", "a"]],
    [{ sort: "-name" }, ["c", "b", "a"]],
  ])("keeps the unknown last under %o", (parameters, ids) => {
    expect(found(parameters)).toEqual(ids);
  });

  it.each([
    [{ q: "mistral" }, ["a"]],
    [{ q: "LLAMA b" }, ["b"]],
    [{ developer: "mistral ai,nobody" }, ["a"]],
    [{ size: "..10" }, ["a"]],
    [{ size: "70" }, ["b"]],
    [{ context: "8192.." }, ["b", "c"]],
    [{ served: "yes" }, ["a", "b"]],
    [{ q: "nothing" }, []],
  ])("filters by %o", (parameters, ids) => {
    expect(found(parameters)).toEqual(ids);
  });
});

describe("parseModelSearch", () => {
  it("names what it does not understand and keeps the rest", () => {
    const { search, issues } = parseModelSearch({
      ratio: "0:0",
      size: "big",
      sort: "-price",
      colour: "red",
      context: "32768..",
    });
    expect(issues.map(({ field }) => field)).toEqual(["ratio", "size", "sort", "colour"]);
    expect(search).toEqual({ ...emptyModelSearch, context: { min: 32_768, max: null } });
  });

  it("reads what it writes", () => {
    const bound = fc.option(fc.integer({ min: 0, max: 999_999 }));
    const ranges = fc
      .tuple(bound, bound)
      .map(([a, b]) => (a !== null && b !== null && a > b ? { min: b, max: a } : { min: a, max: b }));
    const search = fc.record({
      q: fc.constantFrom("", "llama 3", "70b"),
      developer: fc.constantFrom<string[]>([], ["Meta"], ["Meta", "Mistral AI"]),
      size: ranges,
      context: ranges,
      served: fc.constantFrom("any" as const, "yes" as const),
      ratio: fc.record({
        input: fc.integer({ min: 0, max: 9999 }),
        output: fc.integer({ min: 1, max: 9999 }),
      }),
      sort: fc.constantFrom(...modelSortKeys),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(search, (one) => {
        const parsed = parseModelSearch(Object.fromEntries(writeModelSearch(one)));
        expect(parsed).toEqual({ search: one, issues: [] });
      }),
    );
  });
});
