import { type Gpu, gpuById, gpus } from "../gpu";
import type { Precision } from "./benchmark";
import { benchmarkOf } from "./benchmarks";

/**
 * A figure of a GPU by which it is ranked and shown.
 *
 * `leastOf` names the products whose least figure it is, where the feed did not say which of them it sells: the GPU has "at least"
 * this much. It is empty when the figure is the GPU's own.
 */
export type GpuFigure = { value: number; leastOf: readonly string[] };

export type GpuFigures = {
  /** Dense fp16 TFLOPS per GPU, or bf16 where the maker prints no fp16 (Gaudi). */
  throughput: GpuFigure | null;
  /** GB/s per GPU. */
  bandwidth: GpuFigure | null;
};

/** Sheets and feeds round memory differently, as in `parseGpuName`. */
const SAME_MEMORY = 0.07;

const figuresByGpu: ReadonlyMap<string, GpuFigures> = new Map(
  gpus.map((gpu) => [
    gpu.id,
    { throughput: leastOver(gpu, ownThroughput), bandwidth: leastOver(gpu, ownBandwidth) },
  ]),
);

/**
 * Throughput and bandwidth of a GPU by canonical id.
 *
 * A GPU whose form no feed states is one of its forms, so the least of their figures is promised whichever it is. Null if a figure of
 * one of the forms is unknown: then there is no least. Unknown ids have no figures.
 */
export function gpuFiguresOf(gpuId: string): GpuFigures {
  return figuresByGpu.get(gpuId) ?? { throughput: null, bandwidth: null };
}

function leastOver(gpu: Gpu, read: (gpuId: string) => number | null): GpuFigure | null {
  const own = read(gpu.id);
  if (own !== null) return { value: own, leastOf: [] };
  const forms = formsOf(gpu);
  const values = forms.flatMap((form) => read(form.id) ?? []);
  if (values.length === 0 || values.length < forms.length) return null;
  return { value: Math.min(...values), leastOf: forms.map(({ id }) => id) };
}

/** The products of the same family and memory that a GPU without a stated form may be. */
function formsOf({ id, formFactor, family, vendor, vramGib }: Gpu): Gpu[] {
  if (formFactor !== null) return [];
  return gpus.filter(
    (gpu) =>
      gpu.id !== id &&
      gpu.formFactor !== null &&
      gpu.vendor === vendor &&
      gpu.family === family &&
      Math.abs(gpu.vramGib / vramGib - 1) <= SAME_MEMORY,
  );
}

function ownThroughput(gpuId: string): number | null {
  const tflops = benchmarkOf(gpuId)?.tflops;
  return tflops?.fp16 ?? tflops?.bf16 ?? null;
}

function ownBandwidth(gpuId: string): number | null {
  return benchmarkOf(gpuId)?.memoryBandwidthGBps ?? null;
}

/** Figures that are the least over forms, for a page: the value, and the models of the forms. Null where the GPU has its own. */
export type LeastFigures = Record<
  keyof GpuFigures | "fp32" | "fp8",
  { value: number; models: string[] } | null
>;

/** What a page says of a GPU whose form no feed states. */
export function leastFiguresOf(gpuId: string): LeastFigures {
  const { throughput, bandwidth } = gpuFiguresOf(gpuId);
  const gpu = gpuById(gpuId);
  const leastAt = (precision: Precision) =>
    gpu && leastOver(gpu, (id) => benchmarkOf(id)?.tflops[precision] ?? null);
  const least = (figure: GpuFigure | null) =>
    figure === null || figure.leastOf.length === 0 ? null : { value: figure.value, models: modelsOf(figure) };
  return {
    throughput: least(throughput),
    bandwidth: least(bandwidth),
    fp32: least(leastAt("fp32")),
    fp8: least(leastAt("fp8")),
  };
}

/** The models of the GPUs that a figure is the least of, for "the least of H100 PCIe and H100 SXM". */
export function modelsOf({ leastOf }: GpuFigure): string[] {
  return leastOf.flatMap((id) => gpuById(id)?.model ?? []);
}
