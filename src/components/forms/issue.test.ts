import { describe, expect, it } from "vitest";
import { z } from "zod";
import { formIssueOf } from "./issue";

function firstIssue(schema: z.ZodType, value: unknown) {
  const { error } = schema.safeParse(value, { reportInput: true });
  const [issue] = error?.issues ?? [];
  if (!issue) throw new Error("the value was accepted");
  const { code, parameters } = formIssueOf(issue);
  return [code, parameters];
}

describe("formIssueOf", () => {
  it.each<[string, z.ZodType, unknown, string, Record<string, string | number>]>([
    ["an absent text", z.string(), undefined, "required", {}],
    ["an empty text", z.string().min(1), "", "required", {}],
    ["a text of blanks", z.string().trim().min(1), "  ", "required", {}],
    ["a short text", z.string().min(12), "abc", "too_short", { least: 12 }],
    ["a long text", z.string().max(3), "abcd", "too_long", { most: 3 }],
    ["an emptied number", z.number(), null, "required", {}],
    ["a number that is no number", z.number(), "12x", "number", {}],
    ["a fraction", z.int(), 1.5, "whole", {}],
    ["a small number", z.number().min(5), 4, "too_small", { least: 5 }],
    ["zero where it must be above", z.number().positive(), 0, "too_small_exclusive", { least: 0 }],
    ["a large number", z.number().max(9), 10, "too_large", { most: 9 }],
    ["too few choices", z.array(z.string()).min(2), ["a"], "too_few", { least: 2 }],
    ["too many choices", z.array(z.string()).max(1), ["a", "b"], "too_many", { most: 1 }],
    ["no address", z.email(), "ana", "email", {}],
    ["no date", z.iso.date(), "29 Nov", "date", {}],
    ["another format", z.uuid(), "x", "format", {}],
    ["no consent", z.literal(true), false, "consent", {}],
    ["the wrong words", z.literal("pod-7"), "pod-8", "exact_words", { words: "pod-7" }],
    ["no words at all", z.literal("pod-7"), "", "required", {}],
    ["an unknown choice", z.enum(["a", "b"]), "c", "choice", {}],
    ["no choice", z.enum(["a", "b"]), undefined, "required", {}],
    [
      "a rule of the schema's own",
      z.string().refine(() => false, { params: { code: "cedula_check_digit", digit: 7 } }),
      "1",
      "cedula_check_digit",
      { digit: 7 },
    ],
    ["a rule without a code", z.string().refine(() => false), "1", "invalid", {}],
  ])("%s", (_, schema, value, code, parameters) => {
    expect(firstIssue(schema, value)).toEqual([code, parameters]);
  });

  it("names the field by its path", () => {
    const schema = z.object({ address: z.object({ country: z.string() }) });
    const { error } = schema.safeParse({ address: {} });
    expect(error?.issues.map((issue) => formIssueOf(issue).field)).toEqual(["address.country"]);
  });
});
