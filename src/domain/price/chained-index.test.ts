import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import {
  BASE_LEVEL,
  type ChainMember,
  chainChange,
  inLastPrice,
  linkBetween,
  membersChanged,
  nextLevel,
} from "./chained-index";

const member = (offerId: string, source: string, usd: number, vote = 1): ChainMember => ({
  offerId,
  source,
  microUsdPerGpuHour: microUsd(Math.round(usd * 1e6)),
  vote,
});

const sources = ["aws", "azure", "lambda", "runpod", "vultr"] as const;
const anyMember = fc
  .record({
    source: fc.constantFrom(...sources),
    usd: fc.double({ min: 0.01, max: 100, noNaN: true }),
    vote: fc.constantFrom(1, 0.25),
  })
  .map(({ source, usd, vote }) => ({ source, usd, vote }));
/** Members with an id each: the same id is the same offer, at the same source. */
const anyMembers = fc
  .array(anyMember, { minLength: 1, maxLength: 30 })
  .map((some) => some.map(({ source, usd, vote }, place) => member(`off_${place}`, source, usd, vote)));
const factor = fc.double({ min: 0.3, max: 4, noNaN: true });
const moved = (members: readonly ChainMember[], factors: readonly number[]) =>
  members.map((one, place) => ({
    ...one,
    microUsdPerGpuHour: microUsd(Math.max(1, Math.round(one.microUsdPerGpuHour * (factors[place] ?? 1)))),
  }));
const factors = fc.array(factor, { minLength: 30, maxLength: 30 });

describe("linkBetween", () => {
  it("is the geometric mean over the sources, of the geometric mean of each one's offers", () => {
    const before = [member("a", "aws", 4), member("b", "aws", 1), member("c", "runpod", 2)];
    const after = [member("a", "aws", 16), member("b", "aws", 1), member("c", "runpod", 1)];
    expect(linkBetween(before, after)).toEqual({ ratio: expect.closeTo(1, 12), sources: 2 });
    const [dearer] = [member("c", "runpod", 4)];
    expect(linkBetween(before, [...after.slice(0, 2), dearer]).ratio).toBeCloseTo(2, 12);
  });

  it("does not move when any offers come or leave, be they a source's only ones", () => {
    fc.assert(
      fc.property(anyMembers, anyMembers, fc.infiniteStream(fc.boolean()), (stay, others, isBefore) => {
        const strangers = others.map((one) => ({ ...one, offerId: `other ${one.offerId}` }));
        const sides = strangers.map((one) => ({ one, before: isBefore.next().value }));
        const before = [...stay, ...sides.filter((side) => side.before).map(({ one }) => one)];
        const after = [...sides.filter((side) => !side.before).map(({ one }) => one), ...stay];
        expect(linkBetween(before, after).ratio).toBe(1);
      }),
    );
  });

  it("moves by the change of those that stay alone, whoever comes or leaves meanwhile", () => {
    fc.assert(
      fc.property(anyMembers, anyMembers, factors, (stay, others, by) => {
        const after = moved(stay, by);
        const strangers = others.map((one) => ({ ...one, offerId: `other ${one.offerId}` }));
        const link = linkBetween(stay, after);
        expect(linkBetween([...strangers, ...stay], after)).toEqual(link);
        expect(linkBetween(stay, [...after, ...strangers])).toEqual(link);
      }),
    );
  });

  it("moves by k when all prices move by k", () => {
    fc.assert(
      fc.property(anyMembers, fc.integer({ min: 2, max: 9 }), (before, k) => {
        const after = before.map((one) => ({
          ...one,
          microUsdPerGpuHour: microUsd(one.microUsdPerGpuHour * k),
        }));
        expect(linkBetween(before, after).ratio / k).toBeCloseTo(1, 9);
      }),
    );
  });

  it("gives the same for a period and for its parts while nobody comes or leaves, and goes back as it came", () => {
    fc.assert(
      fc.property(anyMembers, factors, factors, (first, one, other) => {
        const second = moved(first, one);
        const third = moved(second, other);
        const [whole, parts] = [
          linkBetween(first, third).ratio,
          linkBetween(first, second).ratio * linkBetween(second, third).ratio,
        ];
        expect(parts / whole).toBeCloseTo(1, 9);
        expect(linkBetween(third, first).ratio * whole).toBeCloseTo(1, 9);
      }),
    );
  });

  it("does not depend on the order of the members", () => {
    fc.assert(
      fc.property(anyMembers, factors, (before, by) => {
        const after = moved(before, by);
        const reversed = linkBetween(before.toReversed(), after.toReversed());
        expect(reversed.ratio / linkBetween(before, after).ratio).toBeCloseTo(1, 12);
      }),
    );
  });

  it("does not change if a source lists each offer twice", () => {
    const before = [member("a", "aws", 4), member("b", "runpod", 2), member("c", "vultr", 1)];
    const after = [member("a", "aws", 5), member("b", "runpod", 3), member("c", "vultr", 1)];
    const twice = (members: ChainMember[]) => [...members, { ...members[0], offerId: "a2" } as ChainMember];
    expect(linkBetween(twice(before), twice(after)).ratio).toBeCloseTo(linkBetween(before, after).ratio, 12);
  });
});

describe("nextLevel", () => {
  const at = "2026-11-30T10:00:00.000Z";
  const three = [member("a", "aws", 4), member("b", "runpod", 3), member("c", "lambda", 3)];
  const last = { level: 120, basedAt: "2026-11-01T00:00:00.000Z", members: three };

  it("keeps the level when one cheap seller comes back, which halves the median", () => {
    const back = [member("v1", "vultr", 1), member("v2", "vultr", 1.1), member("x", "verda", 1)];
    expect(nextLevel(last, [...three, ...back], at)).toEqual({ level: 120, basedAt: last.basedAt });
  });

  it("begins anew where fewer than two sources were there before and after", () => {
    expect(nextLevel(null, three, at)).toEqual({ level: BASE_LEVEL, basedAt: at });
    const others = [member("a", "aws", 4), member("y", "vultr", 9), member("z", "verda", 9)];
    expect(nextLevel(last, others, at)).toEqual({ level: BASE_LEVEL, basedAt: at });
    expect(nextLevel(last, [...others, member("b", "runpod", 3)], at)).toMatchObject({ level: 120 });
  });
});

describe("chainChange", () => {
  const basedAt = "2026-11-01T00:00:00.000Z";

  it.each([
    [{ level: 110, basedAt }, { level: 100, basedAt }, 0.1],
    [{ level: 90, basedAt }, { level: 120, basedAt }, -0.25],
    [null, { level: 100, basedAt }, null],
    [{ level: 100, basedAt }, null, null],
    [{ level: 110, basedAt }, { level: 100, basedAt: "2026-10-01T00:00:00.000Z" }, null],
  ])("from the second to the first of %j and %j: %s", (now, then, expected) => {
    const change = chainChange(now, then);
    if (expected === null) expect(change).toBeNull();
    else expect(change).toBeCloseTo(expected, 9);
  });
});

describe("membersChanged", () => {
  it("names who came and who left", () => {
    expect(membersChanged(["aws", "lambda"], ["vultr", "aws", "azure"])).toEqual({
      came: ["azure", "vultr"],
      left: ["lambda"],
    });
  });
});

describe("inLastPrice", () => {
  const hour = (of: number) => new Date(Date.UTC(2026, 10, 1, of));

  it("scales the levels of the last chain to the last median, so a step of the median alone is no move", () => {
    const prices = inLastPrice([
      { at: hour(0), level: 80, basedAt: "older", median: 9e6 },
      { at: hour(1), level: 100, basedAt: "b", median: 4e6 },
      { at: hour(2), level: 100, basedAt: "b", median: 2e6 },
      { at: hour(3), level: 110, basedAt: "b", median: 2.2e6 },
    ]);
    expect(prices).toEqual([
      { at: hour(1), microUsdPerGpuHour: 2e6 },
      { at: hour(2), microUsdPerGpuHour: 2e6 },
      { at: hour(3), microUsdPerGpuHour: 2.2e6 },
    ]);
    expect(inLastPrice([])).toEqual([]);
  });
});
