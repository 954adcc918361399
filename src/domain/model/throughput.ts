import { type Benchmark, benchmarkOf, type Precision } from "@/domain/gpu/benchmarks";
import { gpuById } from "@/domain/gpu/gpu";
import { eachCase, type Interval } from "@/domain/interval";
import type { ModelFit } from "./model-fit";

/** What the estimate takes for granted, each share of a printed figure as an interval. */
export type ServingAssumptions = {
  /** Share of the printed memory bandwidth that decoding reaches, 0..1. */
  bandwidthUse: Interval;
  /** Share of the printed FLOPS that the prompt and large batches reach, 0..1. */
  computeUse: Interval;
  /** Share kept at each doubling of the GPUs that hold one copy together, 0..1, over NVLink or the like. */
  parallelUse: Interval;
  /** The same over PCIe, and where the link is not known. */
  pcieParallelUse: Interval;
  /** Sequences that the engine runs at once, however much memory is left. */
  maxSequences: number;
};

/** One request as it is served, again and again. */
export type ServingTask = {
  fit: ModelFit;
  inputTokens: number;
  outputTokens: number;
  /** Share of the prompt that is found in the prefix cache and not computed again, 0..1. */
  cachedShare: number;
  /** What one stream must get, in output tokens a second; null = any speed will do. */
  minTokensPerSecond: number | null;
};

export type GpuSet = { gpuId: string; gpuCount: number; vramGib: number };

/** Whether each stream gets the speed that was asked for: in every case, in the expected one, or not. */
export type SpeedVerdict = "met" | "met_if_expected" | "missed";

export type Throughput = {
  kind: "estimate";
  /** Of the whole machine. */
  outputTokensPerSecond: Interval;
  /** Of one stream at that load, in the expected case; `speed` says how the others stand to the wish. */
  streamTokensPerSecond: number;
  /** Sequences at once in one copy of the model, in the expected case. */
  batch: number;
  /** Copies of the model on the machine, and GPUs that share each. */
  layout: { copies: number; gpusPerCopy: number };
  speed: SpeedVerdict;
  /** The printed figures it rests on, of one GPU. */
  sheet: { memoryBandwidthGBps: number; tflops: number; precision: Precision; source: Benchmark["source"] };
};
export type NoThroughput = {
  kind: "none";
  why: "no_data_sheet" | "no_compute_figure" | "fraction_of_a_card" | "does_not_fit";
};

/**
 * Output tokens a second of a machine that serves one model, by the roofline argument, as an interval.
 *
 * A decode step reads the weights once and the KV cache of every sequence, and computes one token for each: it takes the longer
 * of bytes / bandwidth and operations / FLOPS. A prompt takes its operations / FLOPS and stands between the steps. A request thus
 * occupies `outputTokens` steps and its share of one prompt; the batch is the largest that memory, `maxSequences` and the wished
 * speed allow, found anew for each case. One copy of the model spans 1, 2, 4, ... GPUs; the layout with the most tokens that
 * meets the wish is taken, or the fastest stream where none does.
 *
 * An estimate, never a measurement. Not in it: time between steps, speculative decoding and requests of uneven length. Sources: Pope et al., Efficiently Scaling Transformer Inference, MLSys 2023; Williams et al., Roofline, CACM 2009.
 */
export function estimateThroughput(
  gpus: GpuSet,
  task: ServingTask,
  assumptions: ServingAssumptions,
): Throughput | NoThroughput {
  if (gpus.gpuCount < 1) return { kind: "none", why: "fraction_of_a_card" };
  const sheet = sheetOf(gpus.gpuId, task.fit.bytesPerParameter);
  if (typeof sheet === "string") return { kind: "none", why: sheet };
  const layouts = widths(gpus.gpuCount).flatMap((gpusPerCopy) => {
    const mostSequences = Math.min(
      task.fit.mostSequences(gpus.vramGib * gpusPerCopy),
      assumptions.maxSequences,
    );
    return mostSequences < 1
      ? []
      : [layoutOf({ gpus, gpusPerCopy, mostSequences, sheet, task, assumptions })];
  });
  const [first, ...others] = layouts;
  if (!first) return { kind: "none", why: "does_not_fit" };
  return others.reduce(better, first);
}

/** Whether the printed figures that an estimate rests on are known. */
export function canEstimate(gpuId: string): boolean {
  return typeof sheetOf(gpuId, 2) !== "string";
}

/** Powers of two: attention heads are shared out evenly. */
function widths(gpuCount: number): number[] {
  const found: number[] = [];
  for (let width = 1; width <= gpuCount; width *= 2) found.push(width);
  return found;
}

function better(a: Throughput, b: Throughput): Throughput {
  const [isMetByA, isMetByB] = [a.speed !== "missed", b.speed !== "missed"];
  if (isMetByA !== isMetByB) return isMetByA ? a : b;
  const figureOf = ({ outputTokensPerSecond, streamTokensPerSecond }: Throughput) =>
    isMetByA ? outputTokensPerSecond.expected : streamTokensPerSecond;
  return figureOf(b) > figureOf(a) ? b : a;
}

type Sheet = Throughput["sheet"];

/** Weights of 8 bits are multiplied in fp8 where the GPU has it; of 4 bits in fp16, as engines do that unpack them first. */
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
  mostSequences: number;
  sheet: Sheet;
  task: ServingTask;
  assumptions: ServingAssumptions;
};

function layoutOf({ gpus, gpusPerCopy, mostSequences, sheet, task, assumptions }: LayoutInput): Throughput {
  const copies = Math.floor(gpus.gpuCount / gpusPerCopy);
  const runs = eachCase((name) => {
    const kept = keptTogether(gpus.gpuId, gpusPerCopy, assumptions)[name];
    const rates = ratesOf(sheet, gpusPerCopy * kept, {
      bandwidth: assumptions.bandwidthUse[name],
      compute: assumptions.computeUse[name],
    });
    const batch = largestBatch(task, rates, mostSequences);
    return { batch, streamTokensPerSecond: streamSpeed(task, rates, batch) };
  });
  const wish = task.minTokensPerSecond ?? 0;
  return {
    kind: "estimate",
    outputTokensPerSecond: eachCase((name) => copies * runs[name].batch * runs[name].streamTokensPerSecond),
    ...runs.expected,
    layout: { copies, gpusPerCopy },
    speed: verdictOf(wish, runs.low.streamTokensPerSecond, runs.expected.streamTokensPerSecond),
    sheet,
  };
}

function verdictOf(wish: number, low: number, expected: number): SpeedVerdict {
  if (low >= wish) return "met";
  return expected >= wish ? "met_if_expected" : "missed";
}

/** Bytes and operations a second that one copy of the model gets. */
type Rates = { bytesPerSecond: number; flopsPerSecond: number };

function ratesOf(sheet: Sheet, gpusTogether: number, use: { bandwidth: number; compute: number }): Rates {
  return {
    bytesPerSecond: sheet.memoryBandwidthGBps * 1e9 * gpusTogether * use.bandwidth,
    flopsPerSecond: sheet.tflops * 1e12 * gpusTogether * use.compute,
  };
}

/** Share of so many GPUs that is left once they have told each other what they computed. */
function keptTogether(
  gpuId: string,
  gpusPerCopy: number,
  { parallelUse, pcieParallelUse }: ServingAssumptions,
): Interval {
  const form = gpuById(gpuId)?.formFactor;
  // The NVL cards are bridged in pairs; larger groups of them talk over PCIe.
  const isFast =
    form === "sxm" || form === "oam" || form === "superchip" || (form === "nvl" && gpusPerCopy === 2);
  const perDoubling = isFast ? parallelUse : pcieParallelUse;
  return eachCase((name) => perDoubling[name] ** Math.log2(gpusPerCopy));
}

/** The largest batch whose streams keep the wished speed; 1 where even one alone is slower. More in a batch is never faster. */
function largestBatch(task: ServingTask, rates: Rates, most: number): number {
  const { minTokensPerSecond: wish } = task;
  if (wish === null || streamSpeed(task, rates, most) >= wish) return most;
  let [keeps, breaks] = [1, most];
  while (breaks - keeps > 1) {
    const middle = (keeps + breaks) >> 1;
    if (streamSpeed(task, rates, middle) >= wish) keeps = middle;
    else breaks = middle;
  }
  return keeps;
}

/** Output tokens a second of one stream among `batch`, the pauses for the others' prompts included. */
function streamSpeed(task: ServingTask, rates: Rates, batch: number): number {
  const { fit, inputTokens, outputTokens, cachedShare } = task;
  const meanContext = inputTokens + outputTokens / 2;
  const stepBytes = fit.weightBytesRead(batch) + batch * fit.cacheBytesPerToken * meanContext;
  const stepFlops = batch * fit.flopsPerToken(meanContext);
  const stepSeconds = Math.max(stepBytes / rates.bytesPerSecond, stepFlops / rates.flopsPerSecond);
  const promptFlops = inputTokens * (1 - cachedShare) * fit.flopsPerToken(inputTokens / 2);
  return outputTokens / (outputTokens * stepSeconds + (batch * promptFlops) / rates.flopsPerSecond);
}
