import { describe, expect, it } from "vitest";
import { gpus } from "../gpu";
import { benchmarkOf } from "./benchmarks";
import { gpuFiguresOf, leastFiguresOf, modelsOf } from "./ranked-figures";

describe("gpuFiguresOf", () => {
  it.each([
    ["h100-80", 756.5, 2000],
    ["h200-141", 835.5, 4800],
    ["v100-16", 112, 900],
    ["v100-32", 112, 900],
    ["p100-16", 18.7, 732],
  ])("%s has at least the least of its forms", (id, throughput, bandwidth) => {
    const figures = gpuFiguresOf(id);
    expect(figures.throughput?.value).toBe(throughput);
    expect(figures.throughput?.leastOf.length).toBeGreaterThan(1);
    expect(figures.bandwidth?.value).toBe(bandwidth);
  });

  it("names the forms that the least was taken of", () => {
    const { throughput } = gpuFiguresOf("h100-80");
    expect(throughput && modelsOf(throughput)).toEqual(["H100 SXM", "H100 PCIe"]);
  });

  it.each([
    ["gaudi3-128", 1835],
    ["gaudi2-96", 432],
  ])("%s, for which no fp16 is printed, is read in bf16", (id, throughput) => {
    expect(gpuFiguresOf(id).throughput).toEqual({ value: throughput, leastOf: [] });
  });

  it("never replaces a figure that a sheet prints for the GPU itself, and never exceeds a form", () => {
    for (const { id } of gpus) {
      const { throughput, bandwidth } = gpuFiguresOf(id);
      const own = benchmarkOf(id);
      if (own?.tflops.fp16 != null) expect(throughput).toEqual({ value: own.tflops.fp16, leastOf: [] });
      if (own?.memoryBandwidthGBps != null) expect(bandwidth?.value).toBe(own.memoryBandwidthGBps);
      for (const form of throughput?.leastOf ?? [])
        expect(throughput?.value).toBeLessThanOrEqual(gpuFiguresOf(form).throughput?.value ?? 0);
    }
  });

  it("tells a page only what is the least over forms, not what is the GPU's own", () => {
    expect(leastFiguresOf("h200-141")).toEqual({
      throughput: { value: 835.5, models: ["H200 SXM", "H200 NVL"] },
      bandwidth: null,
      fp32: { value: 60, models: ["H200 SXM", "H200 NVL"] },
      fp8: { value: 1670.5, models: ["H200 SXM", "H200 NVL"] },
    });
    const none = { throughput: null, bandwidth: null, fp32: null, fp8: null };
    expect(leastFiguresOf("h100-sxm-80")).toEqual(none);
    expect(leastFiguresOf("no-such-gpu")).toEqual(none);
  });

  it("tells fp32 and fp8 of an H100 of unknown form, and no fp8 where the forms have none", () => {
    const [sxm, pcie] = ["h100-sxm-80", "h100-pcie-80"].map((id) => benchmarkOf(id)?.tflops);
    const { fp32, fp8 } = leastFiguresOf("h100-80");
    expect(fp32?.value).toBe(Math.min(sxm?.fp32 ?? 0, pcie?.fp32 ?? 0));
    expect(fp8?.value).toBe(Math.min(sxm?.fp8 ?? 0, pcie?.fp8 ?? 0));
    expect(leastFiguresOf("v100-16")).toMatchObject({ fp32: { value: 14 }, fp8: null });
  });

  it("knows nothing of a GPU that is not in the table", () => {
    expect(gpuFiguresOf("no-such-gpu")).toEqual({ throughput: null, bandwidth: null });
  });
});
