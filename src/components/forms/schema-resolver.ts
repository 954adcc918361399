import { toNestErrors } from "@hookform/resolvers";
import type { FieldError, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";
import { type FieldIssue, fieldIssuesOf } from "@/domain/field-issues";

/** A schema of an object: what a form holds goes in, what the verb takes comes out. */
export type FormSchema = z.ZodType<unknown, FieldValues>;

/**
 * Checks what a form holds by its schema; the first issue of each field counts.
 *
 * Not the package's own resolver, which keeps a message only: ours needs the code and its parameters for the reader's language.
 */
export function schemaResolver<Schema extends FormSchema>(
  schema: Schema,
  sentence: (issue: FieldIssue) => string,
): Resolver<z.input<Schema>, unknown, z.output<Schema>> {
  return async (values, _context, options) => {
    const result = await schema.safeParseAsync(values, { reportInput: true });
    if (result.success) return { values: result.data, errors: {} };
    const errors: Record<string, FieldError> = {};
    for (const issue of fieldIssuesOf(result.error))
      errors[issue.field || "root"] ??= { type: issue.code, message: sentence(issue) };
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}
