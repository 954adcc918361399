import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { criterionValuesOf } from "./criterion-values";

const offer = { vramGib: 80, microUsdPerGpuHour: microUsd(2_000_000), reliability: null };

describe("criterionValuesOf", () => {
  it("takes throughput and bandwidth from the GPU's data sheet", () => {
    expect(criterionValuesOf({ ...offer, gpuId: "h100-sxm-80", availability: "limited" })).toEqual({
      price: 2_000_000,
      vram: 80,
      throughput: 989.4,
      bandwidth: 3350,
      availability: 0.5,
      reliability: null,
    });
  });

  it("returns null, never 0, for figures that nobody has published", () => {
    const values = criterionValuesOf({ ...offer, gpuId: "h20-96", availability: "unknown" });
    expect([values.throughput, values.bandwidth, values.availability, values.reliability]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("takes the least figure over the possible forms of a GPU whose form no feed states", () => {
    const values = criterionValuesOf({ ...offer, gpuId: "h100-80", availability: "unknown" });
    expect([values.throughput, values.bandwidth]).toEqual([756.5, 2000]);
  });

  it("distinguishes available, limited and unavailable stock", () => {
    const shares = (["available", "limited", "unavailable"] as const).map(
      (availability) => criterionValuesOf({ ...offer, gpuId: "t4-16", availability }).availability,
    );
    expect(shares).toEqual([1, 0.5, 0]);
  });
});
