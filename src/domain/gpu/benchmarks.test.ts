import { describe, expect, it } from "vitest";
import { type Benchmark, benchmarkOf, benchmarks, type Precision } from "./benchmarks";
import { gpuById } from "./gpu";

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

it("has one row per GPU, each for a known GPU, each with a source", () => {
  expect(new Set(benchmarks.map((row) => row.gpuId)).size).toBe(benchmarks.length);
  for (const { gpuId, source } of benchmarks) {
    expect(gpuById(gpuId)?.id).toBe(gpuId);
    expect(new URL(source.url).protocol).toBe("https:");
    expect(new URL(source.url).hostname).toMatch(/(?:nvidia|amd|intel|awsstatic|readthedocs-hosted)\.com$/);
    expect(source.title).not.toBe("");
  }
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
    expect(bandwidth >= 150 && bandwidth <= 8000).toBe(true);
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
      row.gpuId.match(/^b300|^gb300/) ? [3] : row.gpuId.match(/^rtx/) ? [4] : [2],
    );
    expectRatio(
      row,
      "int8",
      "fp16",
      row.gpuId.match(/^mi2/) ? [1] : row.gpuId.match(/^rtx-[345]0/) ? [4] : [2],
    );
    expect(ratio(row, "fp16", "fp32") ?? 1).toBeGreaterThanOrEqual(1);
    expect(ratio(row, "fp32", "fp64") ?? 1).toBeGreaterThanOrEqual(1);
  });
});
