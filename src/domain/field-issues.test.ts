import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldIssuesOf, issueOf, refusal } from "./field-issues";

function firstOf(schema: z.ZodType, given: unknown) {
  const [first] = schema.safeParse(given).error?.issues ?? [];
  return first && issueOf(first);
}

const withCode = z.string().refine(() => false, refusal({ code: "range_form", parameters: {} }));
const withParameters = z
  .number()
  .refine(() => false, refusal({ code: "out_of_range", parameters: { least: "1", most: "9" } }));

describe("issueOf", () => {
  it.each([
    ["a refusal by code", withCode, "x", { code: "range_form", parameters: {} }],
    ["its parameters", withParameters, 1, { code: "out_of_range", parameters: { least: "1", most: "9" } }],
    ["an option", z.enum(["a", "b"]), "c", { code: "not_an_option", parameters: { options: ["a", "b"] } }],
    ["a long text", z.string().max(3), "four", { code: "too_long", parameters: { most: "3" } }],
    ["an empty text", z.string().min(1), "", { code: "missing", parameters: {} }],
    ["a long list", z.array(z.any()).max(1), [1, 2], { code: "too_many", parameters: { most: "1" } }],
    ["a large number", z.number().max(5), 6, { code: "too_large", parameters: { most: "5" } }],
    ["a small number", z.number().min(5), 4, { code: "too_small", parameters: { least: "5" } }],
    ["another type", z.string(), 4, { code: "not_understood", parameters: {} }],
    [
      "a refusal without a code",
      z.string().refine(() => false),
      "x",
      { code: "not_understood", parameters: {} },
    ],
  ])("names %s", (_, schema, given, issue) => {
    expect(firstOf(schema, given)).toEqual(issue);
  });
});

it("names every refused field of an object by its path", () => {
  const schema = z.object({ search: z.object({ vram: withCode }), window: z.enum(["24h"]) });
  const { error } = schema.safeParse({ search: { vram: "much" }, window: "1h" });
  expect(error && fieldIssuesOf(error)).toEqual([
    { field: "search.vram", code: "range_form", parameters: {} },
    { field: "window", code: "not_an_option", parameters: { options: ["24h"] } },
  ]);
});
