import { describe, expect, it } from "vitest";
import { gpuById } from "../gpu";
import type { Benchmark, Precision } from "./benchmark";
import { benchmarkOf, benchmarks } from "./benchmarks";

/** Ratio of two figures of a row, or null where either is unknown. */
function ratio({ tflops }: Benchmark, numerator: Precision, denominator: Precision): number | null {
  const [above, below] = [tflops[numerator], tflops[denominator]];
  return above === null || below === null ? null : above / below;
}

function expectRatio(row: Benchmark, numerator: Precision, denominator: Precision, expected: number[]) {
  const found = ratio(row, numerator, denominator);
  if (found === null) return;
  const isNear = expected.some((value) => Math.abs(found / value - 1) <= 0.03);
  expect(isNear, `${row.gpuId} ${numerator}/${denominator} is ${found}`).toBe(true);
}

/** Cards of the GeForce RTX series run fp16 with fp32 accumulation at half the rate of their workstation siblings. */
const isGeForce = (gpuId: string) => /^rtx-[2-5]0[5-9]0-/.test(gpuId);

it("has one row per GPU, each for a known GPU, each with a source", () => {
  expect(new Set(benchmarks.map((row) => row.gpuId)).size).toBe(benchmarks.length);
  for (const { gpuId, source } of benchmarks) {
    expect(gpuById(gpuId)?.id).toBe(gpuId);
    expect(new URL(source.url).protocol).toBe("https:");
    expect(new URL(source.url).hostname).toMatch(
      /(?:nvidia|amd|intel|awsstatic|readthedocs-hosted|techpowerup)\.com$/,
    );
    expect(source.title).not.toBe("");
  }
});

it("says of every figure from a database, and of every calculated one, that it is not the maker's", () => {
  const listed = benchmarks.filter(({ source }) => source.url.includes("techpowerup"));
  expect(listed.length).toBeGreaterThan(100);
  for (const { source } of listed) {
    expect(source.basis).toBe("derived");
    expect(source.note).toMatch(/^database/);
  }
  for (const { source } of benchmarks) expect(source.basis === "derived" && source.note === null).toBe(false);
});

// fp16, bf16 and bandwidth of cards that were on sale without a figure.
it.each([
  ["rtx-4080-super-16", 104.4, 104.4, 736.3],
  ["rtx-4070-ti-super-16", 88.2, 88.2, 672.3],
  ["rtx-5070-ti-16", 87.9, 87.9, 896],
  ["rtx-3060-12", 25.5, 25.5, 360],
  ["t4g-16", 65.1, null, 320],
  ["a10g-24", 70, 70, 600],
  ["rtx-pro-6000-workstation-96", 503.8, 503.8, 1792],
  ["rtx-pro-6000-max-q-96", 438.9, 438.9, 1792],
  ["rtx-pro-6000-server-96", 480, 480, 1597],
  ["rtx-5000-ada-32", 261.1, 261.1, 576],
  ["rtx-4000-ada-20", 106.8, 106.8, 360],
  ["gaudi3-128", null, 1835, 3700],
  ["gaudi2-96", null, 432, 2450],
])("%s has fp16 %s, bf16 %s and %s GB/s", (gpuId, fp16, bf16, bandwidth) => {
  const row = benchmarkOf(gpuId);
  expect([row?.tflops.fp16, row?.tflops.bf16, row?.memoryBandwidthGBps]).toEqual([fp16, bf16, bandwidth]);
});

it("returns null for a GPU without a data sheet", () => {
  expect(benchmarkOf("h100-80")).toBeNull();
  expect(benchmarkOf("A10")).toBeNull();
  expect(benchmarkOf("")).toBeNull();
});

// [fp64, fp32, tf32, fp16, bf16, fp8, int8, fp4, bandwidth] as printed by the maker, dense.
it.each<[string, ...(number | null)[]]>([
  ["h100-sxm-80", 34, 67, 494.7, 989.4, 989.4, 1978.9, 1978.9, null, 3350],
  ["a100-sxm-40", 9.7, 19.5, 156, 312, 312, null, 624, null, 1555],
  ["a100-pcie-80", 9.7, 19.5, 156, 312, 312, null, 624, null, 1935],
  ["a100-sxm-80", 9.7, 19.5, 156, 312, 312, null, 624, null, 2039],
  ["l40s-48", null, 91.6, 183, 362.05, 362.05, 733, 733, null, 864],
  ["rtx-4090-24", null, 82.6, 82.6, 165.2, 165.2, 330.3, 660.6, null, 1008],
  ["t4-16", null, 8.1, null, 65, null, null, 130, null, 300],
  ["mi300x-192", 81.7, 163.4, 653.7, 1307.4, 1307.4, 2614.9, 2614.9, null, 5300],
])("quotes %s as its data sheet prints it", (gpuId, ...figures) => {
  const row = benchmarkOf(gpuId);
  expect([...Object.values(row?.tflops ?? {}), row?.memoryBandwidthGBps]).toEqual(figures);
});

describe.each(benchmarks.map((row) => [row.gpuId, row] as const))("%s", (_, row) => {
  it("has at least one figure, and none that is zero, negative or implausible", () => {
    const figures = Object.values(row.tflops).filter((value) => value !== null);
    expect(figures.length + (row.memoryBandwidthGBps === null ? 0 : 1)).toBeGreaterThan(0);
    for (const figure of figures) expect(figure > 0 && figure < 20_000).toBe(true);
    const bandwidth = row.memoryBandwidthGBps ?? 1000;
    expect(bandwidth >= 30 && bandwidth <= 8000).toBe(true);
  });

  it("has the ratios of dense figures between precisions, which a sparse figure in one column would break", () => {
    expectRatio(row, "bf16", "fp16", [1]);
    // Gaudi 3 is the one engine whose fp8 is no faster than its bf16.
    expectRatio(row, "fp8", "bf16", row.gpuId === "gaudi3-128" ? [1] : [2]);
    expectRatio(row, "fp16", "tf32", row.gpuId.match(/^(?:inferentia|trainium)/) ? [1] : [2]);
    expectRatio(
      row,
      "fp4",
      "fp8",
      row.gpuId.match(/^b300|^gb300/) ? [3] : row.gpuId.match(/^rtx-50/) ? [4] : [2],
    );
    expectRatio(row, "int8", "fp16", row.gpuId.match(/^mi2/) ? [1] : isGeForce(row.gpuId) ? [4] : [2]);
    expect(ratio(row, "fp16", "fp32") ?? 1).toBeGreaterThanOrEqual(1);
    expect(ratio(row, "fp32", "fp64") ?? 1).toBeGreaterThanOrEqual(1);
  });
});
