import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type FormIssue, formIssueOf } from "./issue";

function firstIssue(schema: z.ZodType, value: unknown) {
  const { error } = schema.safeParse(value, { reportInput: true });
  const [issue] = error?.issues ?? [];
  if (!issue) throw new Error("the value was accepted");
  const { code, parameters } = formIssueOf(issue);
  return [code, parameters];
}

const ownRule = z
  .string()
  .refine(() => false, { params: { code: "cedula_check_digit", parameters: { digit: 7, at: {} } } });

describe("formIssueOf", () => {
  it.each<[string, z.ZodType, unknown, string, FormIssue["parameters"]]>([
    ["an absent text", z.string(), undefined, "missing", {}],
    ["an empty text", z.string().min(1), "", "missing", {}],
    ["a text of blanks", z.string().trim().min(1), "  ", "missing", {}],
    ["an empty text that should be long", z.string().min(12), "", "missing", {}],
    ["a short text", z.string().min(12), "abc", "too_short", { least: "12" }],
    ["a long text", z.string().max(3), "abcd", "too_long", { most: "3" }],
    ["an emptied number", z.number(), null, "missing", {}],
    ["a number that is no number", z.number(), "12x", "not_a_number", {}],
    ["a fraction", z.int(), 1.5, "not_whole", {}],
    ["a small number", z.number().min(5), 4, "too_small", { least: "5" }],
    ["zero where it must be above", z.number().positive(), 0, "not_above", { least: "0" }],
    ["a large number", z.number().max(9), 10, "too_large", { most: "9" }],
    ["too few choices", z.array(z.string()).min(2), ["a"], "too_few", { least: "2" }],
    ["too many choices", z.array(z.string()).max(1), ["a", "b"], "too_many", { most: "1" }],
    ["no address", z.email(), "ana", "email_form", {}],
    ["an empty address", z.email(), "", "missing", {}],
    ["no date", z.iso.date(), "29 Nov", "date_form", {}],
    ["another format", z.uuid(), "x", "other_form", {}],
    ["no consent", z.literal(true), false, "not_consented", {}],
    ["the wrong words", z.literal("pod-7"), "pod-8", "exact_words", { words: "pod-7" }],
    ["no words at all", z.literal("pod-7"), "", "missing", {}],
    ["an unknown choice", z.enum(["a", "b"]), "c", "not_an_option", { options: ["a", "b"] }],
    ["no choice", z.enum(["a", "b"]), undefined, "missing", {}],
    ["a rule of the schema's own", ownRule, "1", "cedula_check_digit", { digit: 7 }],
    ["a rule of its own about an empty text", ownRule, "", "cedula_check_digit", { digit: 7 }],
    ["a rule without a code", z.string().refine(() => false), "1", "not_understood", {}],
  ])("%s", (_, schema, value, code, parameters) => {
    expect(firstIssue(schema, value)).toEqual([code, parameters]);
  });

  it("names the field by its path", () => {
    const schema = z.object({ address: z.object({ country: z.string() }) });
    const { error } = schema.safeParse({ address: {} });
    expect(error?.issues.map((issue) => formIssueOf(issue).field)).toEqual(["address.country"]);
  });
});
