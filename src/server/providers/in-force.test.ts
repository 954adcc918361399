import { describe, expect, it } from "vitest";
import { publishedPrices } from "../../../prisma/catalogue/read-list";
import { loadDocumented, pollDocumented } from "./documented.double";
import { readAt } from "./fixture.double";
import { providerBySlug } from "./registry";
import { momentOf, refuseOutOfForce } from "./row-report";

const seconds = (day: string) => Date.parse(day) / 1000;
const [notYet, noLonger] = ["sale.not_yet_in_force", "sale.no_longer_in_force"];
const fireworksDay = (year: number, month: number, day: number) => ({
  "models[].deprecationDate.year": year,
  "models[].deprecationDate.month": month,
  "models[].deprecationDate.day": day,
});

/** Every date of a documented reply that says from when or until when a row is sold. The fixtures' poll is of 2026-11-23. */
const dated: [slug: string, others: Record<string, unknown>, code: string, day: string][] = [
  ["aws", { "file[].EffectiveDate": "2026-12-01" }, notYet, "2026-12-01"],
  ["azure", { "Items[].effectiveStartDate": "2026-12-01T00:00:00Z" }, notYet, "2026-12-01"],
  ["azure", { "Items[].effectiveEndDate": "2026-11-01T00:00:00Z" }, noLonger, "2026-11-01"],
  ["deepinfra", { "models[].deprecated": seconds("2026-11-23T00:00:00Z") }, noLonger, "2026-11-23"],
  ["fireworks", fireworksDay(2026, 11, 1), noLonger, "2026-11-01"],
  ["google", { "skus[].pricingInfo[].effectiveTime": "2026-11-24T00:00:00Z" }, notYet, "2026-11-24"],
  ["vastai", { "offers[].end_date": seconds("2026-11-22T00:00:00Z") }, noLonger, "2026-11-22"],
  ["vastai", { "offers[].start_date": seconds("2026-11-24T00:00:00Z") }, notYet, "2026-11-24"],
];

describe("what is not yet or no longer in force", () => {
  it.each(dated)("is no offer of %s: %j", async (slug, others, code, day) => {
    const provider = providerBySlug(slug);
    if (!provider) throw new Error(`no provider ${slug}`);
    const published = publishedPrices(slug);
    const poll = (changes: Record<string, unknown>) =>
      pollDocumented(provider, loadDocumented(slug), { published, others: changes });
    const [usual, changed] = [await poll({}), await poll(others)];
    const refused = changed.skipped.filter(({ reason }) => reason.code === code);
    expect(refused.map(({ reason }) => Object.values(reason.parameters))).toContainEqual([day]);
    const count = ({ offers, tokenOffers }: typeof usual) => offers.length + tokenOffers.length;
    expect(count(changed)).toBeLessThan(count(usual));
  });

  it("begins with its first moment and has ended at its last", () => {
    expect(refuseOutOfForce({ from: readAt, until: null }, readAt)).toBeNull();
    expect(refuseOutOfForce({ from: null, until: readAt }, readAt)).toEqual({
      refused: { code: noLonger, parameters: { until: "2026-11-23" } },
    });
  });

  it.each([null, undefined, "", "soon", "2026", "11/23/2026", Number.NaN, Number.POSITIVE_INFINITY])(
    "is not concluded from %j",
    (stated) => {
      expect(momentOf(stated)).toBeNull();
    },
  );
});
