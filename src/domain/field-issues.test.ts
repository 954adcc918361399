import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldIssuesOf, type Issue, issueOf, readFieldIssue, refusal } from "./field-issues";

function firstOf(schema: z.ZodType, given: unknown, reportInput: boolean) {
  const [first] = schema.safeParse(given, { reportInput }).error?.issues ?? [];
  if (!first) throw new Error("the value was accepted");
  return issueOf(first);
}

const withCode = z.string().refine(() => false, refusal({ code: "range_form", parameters: {} }));
const withParameters = z
  .number()
  .refine(() => false, refusal({ code: "out_of_range", parameters: { least: "1", most: "9" } }));
const withMoreParameters = z
  .string()
  .refine(() => false, { params: { code: "too_many", parameters: { most: "7", at: {} } } });
const withUnknownCode = z.string().refine(() => false, { params: { code: "melted", parameters: {} } });

type Case = [name: string, schema: z.ZodType, given: unknown, code: Issue["code"], parameters: object];

const alike: Case[] = [
  ["a refusal by code", withCode, "x", "range_form", {}],
  ["a refusal by code of an empty text", withCode, "", "range_form", {}],
  ["the parameters of a refusal", withParameters, 1, "out_of_range", { least: "1", most: "9" }],
  ["no parameters but those of the code", withMoreParameters, "x", "too_many", { most: "7" }],
  ["a refusal without a code", z.string().refine(() => false), "x", "not_understood", {}],
  ["a refusal by a code of nobody's", withUnknownCode, "x", "not_understood", {}],
  ["an unknown choice", z.enum(["a", "b"]), "c", "not_an_option", { options: ["a", "b"] }],
  ["no consent", z.literal(true), false, "not_consented", {}],
  ["the wrong words", z.literal("pod-7"), "pod-8", "exact_words", { words: "pod-7" }],
  ["an empty text", z.string().min(1), "", "missing", {}],
  ["a text of blanks", z.string().trim().min(1), "  ", "missing", {}],
  ["a short text", z.string().min(12), "abc", "too_short", { least: "12" }],
  ["a long text", z.string().max(3), "four", "too_long", { most: "3" }],
  ["an empty list", z.array(z.string()).min(1), [], "missing", {}],
  ["too few choices", z.array(z.string()).min(2), ["a"], "too_few", { least: "2" }],
  ["a long list", z.array(z.any()).max(1), [1, 2], "too_many", { most: "1" }],
  ["a number that is no number", z.number(), "12x", "not_a_number", {}],
  ["a fraction", z.int(), 1.5, "not_whole", {}],
  ["a small number", z.number().min(5), 4, "too_small", { least: "5" }],
  ["zero where it must be above", z.number().positive(), 0, "not_above", { least: "0" }],
  ["a large number", z.number().max(5), 6, "too_large", { most: "5" }],
  ["no e-mail address", z.email(), "ana", "email_form", {}],
  ["no web address", z.url(), "ana", "url_form", {}],
  ["no date", z.iso.date(), "29 Nov", "date_form", {}],
  ["another format", z.uuid(), "x", "other_form", {}],
  ["another type", z.string(), 4, "not_understood", {}],
];

const withInput: Case[] = [
  ["an absent text", z.string(), undefined, "missing", {}],
  ["an empty text that should be long", z.string().min(12), "", "missing", {}],
  ["an emptied number", z.number(), null, "missing", {}],
  ["an empty address", z.email(), "", "missing", {}],
  ["no words at all", z.literal("pod-7"), "", "missing", {}],
  ["no choice", z.enum(["a", "b"]), undefined, "missing", {}],
];

const withoutInput: Case[] = [
  ["an empty text that should be long", z.string().min(12), "", "too_short", { least: "12" }],
  ["an empty address", z.email(), "", "email_form", {}],
  ["no choice", z.enum(["a", "b"]), undefined, "not_an_option", { options: ["a", "b"] }],
];

describe("issueOf", () => {
  it.each([...alike, ...withInput])("names %s, told what was given", (_, schema, given, code, parameters) => {
    expect(firstOf(schema, given, true)).toEqual({ code, parameters });
  });

  it.each([...alike, ...withoutInput])("names %s by its check", (_, schema, given, code, parameters) => {
    expect(firstOf(schema, given, false)).toEqual({ code, parameters });
  });
});

it("names every refused field of an object by its path", () => {
  const schema = z.object({ search: z.object({ vram: withCode }), window: z.enum(["24h", "7d"]) });
  const { error } = schema.safeParse({ search: { vram: "much" }, window: "1h" });
  expect(error && fieldIssuesOf(error)).toEqual([
    { field: "search.vram", code: "range_form", parameters: {} },
    { field: "window", code: "not_an_option", parameters: { options: ["24h", "7d"] } },
  ]);
});

describe("readFieldIssue", () => {
  it("reads back an issue of an answer", () => {
    const issue = { field: "name", code: "too_long", parameters: { most: "80" } };
    expect(readFieldIssue(JSON.parse(JSON.stringify(issue)))).toEqual(issue);
  });

  it("keeps the field of a code that a newer version knows", () => {
    expect(readFieldIssue({ field: "name", code: "melted", parameters: {} })).toEqual({
      field: "name",
      code: "not_understood",
      parameters: {},
    });
  });

  it.each([
    ["text", "name"],
    ["nothing", null],
    ["no code", { field: "name" }],
    ["no field", { code: "missing" }],
  ])("takes %s for no issue", (_, given) => expect(readFieldIssue(given)).toBeNull());
});
