import type { ResolverOptions } from "react-hook-form";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusal } from "@/domain/field-issues";
import { schemaResolver } from "./schema-resolver";

const schema = z
  .object({
    name: z.string().trim().min(1),
    address: z.object({ country: z.string().length(2) }),
    cents: z.int(),
  })
  .refine(({ cents }) => cents !== 13, refusal({ code: "too_large", parameters: { most: 12 } }));
const options = { fields: {}, shouldUseNativeValidation: false } as unknown as ResolverOptions<
  z.input<typeof schema>
>;

const resolve = schemaResolver(schema, ({ field, code, parameters }) =>
  [field, code, ...Object.values(parameters)].join(" "),
);

describe("schemaResolver", () => {
  it("gives what the schema makes of the values", async () => {
    const given = { name: " Ana ", address: { country: "EC" }, cents: 5 };
    expect(await resolve(given, undefined, options)).toEqual({
      values: { name: "Ana", address: { country: "EC" }, cents: 5 },
      errors: {},
    });
  });

  it("puts each field's first issue in words at its path", async () => {
    const given = { name: " ", address: { country: "E" }, cents: 1.5 };
    const { values, errors } = await resolve(given, undefined, options);
    expect(values).toEqual({});
    expect(errors).toMatchObject({
      name: { type: "missing", message: "name missing" },
      address: { country: { type: "too_short", message: "address.country too_short 2" } },
      cents: { type: "not_whole", message: "cents not_whole" },
    });
  });

  it("keeps an issue of the form as a whole apart from the fields", async () => {
    const { errors } = await resolve(
      { name: "Ana", address: { country: "EC" }, cents: 13 },
      undefined,
      options,
    );
    expect(errors).toEqual({ root: { type: "too_large", message: " too_large 12", ref: undefined } });
  });
});
