import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { dominatorsOf } from "./dominators";

const offer = (
  usd: number,
  more: { fp16Tflops?: number | null; availability?: "available" | "unknown" } = {},
) => ({
  microUsdPerGpuHour: microUsd(usd * 1_000_000),
  vramGib: 80,
  fp16Tflops: 989,
  bandwidthGbPerSecond: 3350,
  availability: "available" as const,
  reliability: null,
  ...more,
});

describe("dominatorsOf", () => {
  it("finds an equal offer with a lower price", () => {
    const [cheap, dear] = [offer(2), offer(3)];
    expect(dominatorsOf([dear, cheap])).toEqual([cheap, null]);
  });

  it("finds none if each offer is better at something, or all are equal", () => {
    expect(dominatorsOf([offer(2, { fp16Tflops: 300 }), offer(3)])).toEqual([null, null]);
    expect(dominatorsOf([offer(2), offer(2)])).toEqual([null, null]);
    expect(dominatorsOf([offer(2)])).toEqual([null]);
  });

  it("ranks unknown availability below available", () => {
    const stocked = offer(2);
    expect(dominatorsOf([offer(2, { availability: "unknown" }), stocked])).toEqual([stocked, null]);
  });
});
