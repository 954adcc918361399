import { describe, expect, it } from "vitest";
import { leavesOf, loadDocumented } from "@/server/providers/documented.double";
import { describedFields } from "../api-description.double";
import { clouds } from "../registry";
import { hasDescription } from "../vendor-descriptions.double";

/** Calls of a poll that the vendor's description leaves out; what they answer is documented elsewhere. */
const undescribed: Readonly<Record<string, readonly string[]>> = {
  // The description is of REST v2, and a poll needs no key through GraphQL.
  runpod: ["/graphql"],
  // In the vendor's own library only.
  together: ["/v2/public/inference-instance-types"],
};

const described = clouds.flatMap(({ slug, traits }) =>
  traits.vendorDescription ? [[slug, traits.vendorDescription] as const] : [],
);

describe.each(described)("the documented replies of %s", (slug, { file, pathPrefix }) => {
  if (hasDescription(slug))
    it("carry every field that the vendor's description names", () => {
      const documented = loadDocumented(slug);
      const fields = new Set(leavesOf(documented).map(({ field }) => field));
      for (const { path, as } of documented.calls) {
        const promised = describedFields(file, pathPrefix, path);
        if (undescribed[slug]?.includes(path)) expect([path, promised]).toEqual([path, null]);
        else {
          const named = (promised ?? []).map((field) =>
            as === "" || field.startsWith("[") ? as + field : `${as}.${field}`,
          );
          expect(named.length).toBeGreaterThan(1);
          const missing = named.filter((field) => !fields.has(field));
          expect([path, missing]).toEqual([path, []]);
        }
      }
    });
  else
    it(`left out: ${file}, which is not part of this repository, was not found`, () => {
      console.warn(`the documented fields of ${slug} are not checked, because ${file} was not found`);
      expect(describedFields(file, pathPrefix, "/")).toBeNull();
    });
});
