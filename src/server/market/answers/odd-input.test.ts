import fc from "fast-check";
import { expect, it } from "vitest";
import { oddParameters } from "@/domain/odd-text.double";
import { parseSearch, searchParameterNames } from "@/domain/offer/offer-search";
import { sampleMarket } from "../snapshot/sample.double";
import { describeOffers } from "./describe";
import { nextExportRows, openExport } from "./export";
import { searchMarket } from "./search";

const now = new Date("2026-11-01T00:00:00Z");
const market = sampleMarket(200, now);

it("the market answers whatever is typed: every list, group, facet and export, in finite figures", async () => {
  await fc.assert(
    fc.asyncProperty(oddParameters(searchParameterNames), async (given) => {
      const { search } = parseSearch(given);
      const { total, visible, hits, groups, removed } = searchMarket(market, search, now);
      expect(total).toBeLessThanOrEqual(visible);
      expect(groups.reduce((sum, { offers }) => sum + offers, 0)).toBe(search.group === null ? 0 : total);
      for (const { key } of groups) expect(key).not.toBe("");
      for (const { score, rank } of hits) expect([Number.isFinite(score), rank >= 1]).toEqual([true, true]);
      if (total === 0) expect(removed.length).toBeGreaterThan(0);
      expect(
        describeOffers(
          market,
          hits.slice(0, 3).map(({ id }) => id),
          search,
          now,
        ),
      ).toHaveLength(Math.min(3, hits.length));
      const { cursor, total: exported } = await openExport(market, search, now);
      expect(exported).toBe(total);
      while ((await nextExportRows(cursor, 150)).length > 0);
    }),
    { numRuns: 300 },
  );
});
