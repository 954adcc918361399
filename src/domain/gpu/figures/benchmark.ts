import type { BenchmarkNote } from "./benchmark-note";

export type Precision = "fp64" | "fp32" | "tf32" | "fp16" | "bf16" | "fp8" | "int8" | "fp4";

/**
 * Peak figures of one GPU as its maker prints them: upper bounds, not measurements.
 *
 * TFLOPS (TOPS for int8) without sparsity; `null` means "not printed or not supported", never zero and never an estimate. Where no
 * sheet could be read, the figures are those of a database of cards, and tensor rates follow from fp32 by the ratio that the maker
 * prints for the generation; `source.note` says so.
 * fp64 and fp32 are those of the vector units; tf32 and below are those of tensor or matrix units, with fp32 accumulation where the
 * maker distinguishes the two. Bandwidth is that of the GPU's memory.
 */
export type Benchmark = {
  gpuId: string;
  tflops: Readonly<Record<Precision, number | null>>;
  memoryBandwidthGBps: number | null;
  source: BenchmarkSource;
};

/** `derived`: some of the figures are calculated or from a database of cards; `note` says which. */
export type BenchmarkSource = {
  title: string;
  url: string;
  note: BenchmarkNote | null;
  basis: "printed" | "derived";
};
