import type { Benchmark } from "./benchmark";
import { listedBenchmarks } from "./listed-benchmarks";
import { printedBenchmarks } from "./printed-benchmarks";

/** All rows: first those of makers' documents, then those of a database of cards. */
export const benchmarks: readonly Benchmark[] = [...printedBenchmarks, ...listedBenchmarks];

const benchmarksByGpu: ReadonlyMap<string, Benchmark> = new Map(benchmarks.map((row) => [row.gpuId, row]));

/** The printed peak figures of a GPU by canonical id, or null if there is no document to quote. */
export function benchmarkOf(gpuId: string): Benchmark | null {
  return benchmarksByGpu.get(gpuId) ?? null;
}
