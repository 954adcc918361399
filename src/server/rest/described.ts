import type { Fields } from "./endpoint";

/** Fields of the domain with what the documentation says of each; one that is not described does not compile. */
export function described<Described extends Fields>(
  fields: Described,
  descriptions: Readonly<Record<keyof Described, string>>,
): Described {
  const entries = Object.entries(fields).map(([name, schema]) => [
    name,
    schema.meta({ ...schema.meta(), description: descriptions[name] }),
  ]);
  // Each schema is the same one with a description.
  return Object.fromEntries(entries) as Described;
}
