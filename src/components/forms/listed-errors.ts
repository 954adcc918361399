/**
 * The errors of a form in the order of its fields, nested ones by their path; those of the form as a whole apart.
 *
 * @returns `fields` with name and message, and `whole`, the messages that belong to no field.
 */
export function listedErrors({ root, ...fields }: Readonly<Record<string, unknown>>): {
  fields: { name: string; message: string }[];
  whole: string[];
} {
  return { fields: fieldsOf(fields, ""), whole: fieldsOf({ root }, "").map(({ message }) => message) };
}

function fieldsOf(errors: object, prefix: string): { name: string; message: string }[] {
  return Object.entries(errors).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null) return [];
    const name = `${prefix}${key}`;
    if ("message" in value && typeof value.message === "string") return [{ name, message: value.message }];
    return fieldsOf(value, `${name}.`);
  });
}
