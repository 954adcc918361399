import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSearch, writeSearch } from "@/domain/offer/offer-search";
import { figureBounds } from "@/domain/offer/shown-bounds";
import { searchFor } from "./api-request";

it("the request for an offer is understood and finds its number of GPUs, also a fraction of one", () => {
  const gpuCount = fc.oneof(
    fc.integer({ min: 1, max: 64 }).map((parts) => 1 / parts),
    fc.double({ min: 0.001, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 1000 }),
  );
  const region = fc.constantFrom(null, "us-east-1", "Texas, US");
  fc.assert(
    fc.property(gpuCount, region, fc.boolean(), (count, place, isSpot) => {
      const asked = searchFor({ gpuId: "a10-24", provider: "azure", region: place, isSpot, gpuCount: count });
      const { search, issues } = parseSearch(Object.fromEntries(writeSearch(asked)));
      expect(issues).toEqual([]);
      expect({ ...search, count: null }).toEqual({ ...asked, count: null });
      const { least, most } = figureBounds(search.count, 3);
      expect(count).toBeGreaterThanOrEqual(least);
      expect(count).toBeLessThanOrEqual(most);
    }),
  );
});
