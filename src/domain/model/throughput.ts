import type { Benchmark, Precision } from "@/domain/gpu/figures/benchmark";
import { benchmarkOf } from "@/domain/gpu/figures/benchmarks";
import { gpuById } from "@/domain/gpu/gpu";
import { eachCase, type Interval } from "@/domain/interval";
import type { ModelFit } from "./model-fit";

/** What the estimate assumes; each share of a printed figure is an interval. */
export type ServingAssumptions = {
  /** Share of the printed memory bandwidth that decoding reaches, 0..1. */
  bandwidthUse: Interval;
  /** Share of the printed FLOPS that prompts and large batches reach, 0..1. */
  computeUse: Interval;
  /** Share that remains at each doubling of the GPUs that hold one copy together, 0..1, over NVLink or similar. */
  parallelUse: Interval;
  /** The same over PCIe, or if the link is unknown. */
  pcieParallelUse: Interval;
  /** Most sequences that the engine runs at once, however much memory is free. */
  maxSequences: number;
};

/** The request that is served repeatedly. */
export type ServingTask = {
  fit: ModelFit;
  inputTokens: number;
  outputTokens: number;
  /** Share of the prompt that is found in the prefix cache and not computed again, 0..1. */
  cachedShare: number;
  /** Required speed of one stream, in output tokens a second; null = any speed. */
  minTokensPerSecond: number | null;
};

export type GpuSet = { gpuId: string; gpuCount: number; vramGib: number };

/** Whether each stream reaches the required speed: in every case, only in the expected case, or not. */
export type SpeedVerdict = "met" | "met_if_expected" | "missed";

export type Throughput = {
  kind: "estimate";
  /** Throughput of the whole machine. */
  outputTokensPerSecond: Interval;
  /** Speed of one stream at that load, in the expected case; `speed` covers the other cases. */
  streamTokensPerSecond: number;
  /** Concurrent sequences in one copy of the model, in the expected case. */
  batch: number;
  /** Copies of the model on the machine, and GPUs that share each. */
  layout: { copies: number; gpusPerCopy: number };
  speed: SpeedVerdict;
  /** The printed figures of one GPU on which the estimate is based. */
  sheet: { memoryBandwidthGBps: number; tflops: number; precision: Precision; source: Benchmark["source"] };
};
export type NoThroughput = {
  kind: "none";
  why: "no_data_sheet" | "no_compute_figure" | "fraction_of_a_card" | "does_not_fit";
};

/**
 * Output tokens a second of a machine that serves one model, as an interval, by the roofline model.
 *
 * A decode step reads the weights once and the KV cache of every sequence, and computes one token for each: it takes the longer
 * of bytes / bandwidth and operations / FLOPS. A prompt takes its operations / FLOPS and runs between the steps. A request thus
 * takes `outputTokens` steps and its share of one prompt. The batch is the largest that memory, `maxSequences` and the required
 * speed allow, determined separately for each case. One copy of the model spans 1, 2, 4, ... GPUs, as far as its heads can be
 * divided; what each of them keeps is in `attention.ts`. The result uses the layout with
 * the most tokens that reaches the required speed, or the one with the fastest stream if none does.
 *
 * This is an estimate, never a measurement. It excludes the time between steps, speculative decoding and requests of uneven length.
 * Sources: Pope et al., Efficiently Scaling Transformer Inference, MLSys 2023; Williams et al., Roofline, CACM 2009.
 */
export function estimateThroughput(
  gpus: GpuSet,
  task: ServingTask,
  assumptions: ServingAssumptions,
): Throughput | NoThroughput {
  if (gpus.gpuCount < 1) return { kind: "none", why: "fraction_of_a_card" };
  const sheet = sheetOf(gpus.gpuId, task.fit.bytesPerParameter);
  if (typeof sheet === "string") return { kind: "none", why: sheet };
  const widths = parallelWidths(gpus.gpuCount).filter((width) => task.fit.dividesBy(width));
  const layouts = widths.flatMap((gpusPerCopy) => {
    const batchLimit = Math.min(
      task.fit.maxSequencesIn({ gpus: gpusPerCopy, vramGib: gpus.vramGib }),
      assumptions.maxSequences,
    );
    return batchLimit < 1 ? [] : [layoutOf({ gpus, gpusPerCopy, batchLimit, sheet, task, assumptions })];
  });
  const [first, ...others] = layouts;
  if (!first) return { kind: "none", why: "does_not_fit" };
  return others.reduce(betterOf, first);
}

/** Whether the printed figures that an estimate needs are known. */
export function canEstimate(gpuId: string): boolean {
  return typeof sheetOf(gpuId, 2) !== "string";
}

/** Powers of two, because attention heads are split evenly. */
function parallelWidths(gpuCount: number): number[] {
  const found: number[] = [];
  for (let width = 1; width <= gpuCount; width *= 2) found.push(width);
  return found;
}

function betterOf(a: Throughput, b: Throughput): Throughput {
  const [isMetByA, isMetByB] = [a.speed !== "missed", b.speed !== "missed"];
  if (isMetByA !== isMetByB) return isMetByA ? a : b;
  const figureOf = ({ outputTokensPerSecond, streamTokensPerSecond }: Throughput) =>
    isMetByA ? outputTokensPerSecond.expected : streamTokensPerSecond;
  return figureOf(b) > figureOf(a) ? b : a;
}

type Sheet = Throughput["sheet"];

/** 8-bit weights are multiplied in fp8 if the GPU supports it, 4-bit weights in fp16, because engines unpack them first. */
function sheetOf(gpuId: string, bytesPerParameter: number): Sheet | "no_data_sheet" | "no_compute_figure" {
  const benchmark = benchmarkOf(gpuId);
  if (benchmark?.memoryBandwidthGBps == null) return "no_data_sheet";
  const { tflops, memoryBandwidthGBps, source } = benchmark;
  const precisions: Precision[] = bytesPerParameter === 1 ? ["fp8", "fp16", "bf16"] : ["fp16", "bf16"];
  for (const precision of precisions) {
    const figure = tflops[precision];
    if (figure !== null) return { memoryBandwidthGBps, tflops: figure, precision, source };
  }
  return "no_compute_figure";
}

type LayoutInput = {
  gpus: GpuSet;
  gpusPerCopy: number;
  batchLimit: number;
  sheet: Sheet;
  task: ServingTask;
  assumptions: ServingAssumptions;
};

function layoutOf({ gpus, gpusPerCopy, batchLimit, sheet, task, assumptions }: LayoutInput): Throughput {
  const copies = Math.floor(gpus.gpuCount / gpusPerCopy);
  const runs = eachCase((name) => {
    const efficiency = parallelEfficiency(gpus.gpuId, gpusPerCopy, assumptions)[name];
    const use = { bandwidth: assumptions.bandwidthUse[name], compute: assumptions.computeUse[name] };
    const rates = ratesOf(sheet, { gpus: gpusPerCopy, efficiency }, use);
    const batch = largestBatch(task, rates, batchLimit);
    return { batch, streamTokensPerSecond: streamSpeed(task, rates, batch) };
  });
  const required = task.minTokensPerSecond ?? 0;
  return {
    kind: "estimate",
    outputTokensPerSecond: eachCase((name) => copies * runs[name].batch * runs[name].streamTokensPerSecond),
    ...runs.expected,
    layout: { copies, gpusPerCopy },
    speed: verdictOf(required, runs.low.streamTokensPerSecond, runs.expected.streamTokensPerSecond),
    sheet,
  };
}

function verdictOf(required: number, low: number, expected: number): SpeedVerdict {
  if (low >= required) return "met";
  return expected >= required ? "met_if_expected" : "missed";
}

/** Bytes and operations a second available to one copy of the model, and the GPUs that share it. */
type Rates = { bytesPerSecond: number; flopsPerSecond: number; gpus: number };

function ratesOf(
  sheet: Sheet,
  { gpus, efficiency }: { gpus: number; efficiency: number },
  use: { bandwidth: number; compute: number },
): Rates {
  const effectiveGpus = gpus * efficiency;
  return {
    gpus,
    bytesPerSecond: sheet.memoryBandwidthGBps * 1e9 * effectiveGpus * use.bandwidth,
    flopsPerSecond: sheet.tflops * 1e12 * effectiveGpus * use.compute,
  };
}

/** Share of the GPUs' performance that remains after communication between them. */
function parallelEfficiency(
  gpuId: string,
  gpusPerCopy: number,
  { parallelUse, pcieParallelUse }: ServingAssumptions,
): Interval {
  const form = gpuById(gpuId)?.formFactor;
  // NVL cards are bridged in pairs; larger groups communicate over PCIe.
  const isFast =
    form === "sxm" || form === "oam" || form === "superchip" || (form === "nvl" && gpusPerCopy === 2);
  const perDoubling = isFast ? parallelUse : pcieParallelUse;
  return eachCase((name) => perDoubling[name] ** Math.log2(gpusPerCopy));
}

/** The largest batch whose streams reach the required speed; 1 if even a single stream is slower. A larger batch is never faster. */
function largestBatch(task: ServingTask, rates: Rates, most: number): number {
  const { minTokensPerSecond: required } = task;
  if (required === null || streamSpeed(task, rates, most) >= required) return most;
  let [fastEnough, tooSlow] = [1, most];
  while (tooSlow - fastEnough > 1) {
    const middle = (fastEnough + tooSlow) >> 1;
    if (streamSpeed(task, rates, middle) >= required) fastEnough = middle;
    else tooSlow = middle;
  }
  return fastEnough;
}

/** Output tokens a second of one stream among `batch`, including the pauses for the prompts of the others. */
function streamSpeed(task: ServingTask, rates: Rates, batch: number): number {
  const { fit, inputTokens, outputTokens, cachedShare } = task;
  const meanContext = inputTokens + outputTokens / 2;
  const stepBytes = fit.weightBytesRead(batch) + batch * fit.cacheBytesRead(meanContext, rates.gpus);
  const stepFlops = batch * fit.flopsPerToken(meanContext);
  const stepSeconds = Math.max(stepBytes / rates.bytesPerSecond, stepFlops / rates.flopsPerSecond);
  const promptFlops = inputTokens * (1 - cachedShare) * fit.flopsPerToken(inputTokens / 2);
  return outputTokens / (outputTokens * stepSeconds + (batch * promptFlops) / rates.flopsPerSecond);
}
