import { describe, expect, it } from "vitest";
import { dominatorsOf } from "./dominators";

/** Utilities in the order of the criteria: price first, availability fifth. */
const offer = (
  price: number,
  { throughput = 0.6, availability = 1 } = {},
  unknown: Partial<Unknown> = {},
) => ({
  utilities: [price, 0.5, throughput, 0.5, availability, 0.5],
  fp16Tflops: 100,
  bandwidthGbPerSecond: 1000,
  availability: availability === 1 ? ("available" as const) : ("limited" as const),
  reliability: 0.99,
  ...unknown,
});
type Unknown = { fp16Tflops: null; bandwidthGbPerSecond: null; availability: "unknown"; reliability: null };

describe("dominatorsOf", () => {
  it("finds an equal offer with a lower price", () => {
    const [cheap, dear] = [offer(0.6), offer(0.4)];
    expect(dominatorsOf([dear, cheap])).toEqual([cheap, null]);
  });

  it("finds none if each offer is better at something, or all are equal", () => {
    expect(dominatorsOf([offer(0.6, { throughput: 0.3 }), offer(0.4)])).toEqual([null, null]);
    expect(dominatorsOf([offer(0.6), offer(0.6)])).toEqual([null, null]);
    expect(dominatorsOf([offer(0.6)])).toEqual([null]);
  });

  it("ranks limited availability below available", () => {
    const stocked = offer(0.6);
    expect(dominatorsOf([offer(0.6, { availability: 0.5 }), stocked])).toEqual([stocked, null]);
  });

  it.each<Partial<Unknown>>([
    { reliability: null },
    { availability: "unknown" },
    { fp16Tflops: null },
    { bandwidthGbPerSecond: null },
  ])("finds none by an unknown figure: %j", (unknown) => {
    expect(dominatorsOf([offer(0.4, {}, unknown), offer(0.6, {}, unknown)])).toEqual([null, null]);
    expect(dominatorsOf([offer(0.4, {}, unknown), offer(0.6)])).toEqual([null, null]);
    expect(dominatorsOf([offer(0.4), offer(0.6, {}, unknown)])).toEqual([null, null]);
  });
});
