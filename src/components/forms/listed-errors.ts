import type { FieldErrors } from "react-hook-form";

/**
 * The errors of a form in the order of its fields, nested ones by their path; those of the form as a whole apart.
 *
 * @returns `fields` with name and message, and `whole`, the messages that belong to no field.
 */
export function listedErrors(errors: FieldErrors): {
  fields: { name: string; message: string }[];
  whole: string[];
} {
  const { root, ...others } = errors;
  const whole = typeof root?.message === "string" ? [root.message] : [];
  return { fields: fieldsOf(others, ""), whole };
}

function fieldsOf(errors: object, prefix: string): { name: string; message: string }[] {
  return Object.entries(errors).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null) return [];
    const name = `${prefix}${key}`;
    if ("message" in value && typeof value.message === "string") return [{ name, message: value.message }];
    return fieldsOf(value, `${name}.`);
  });
}
