import { attentionFlops, cacheBytesPerGpu, headsDivideBy } from "./attention";
import type { Model } from "./model";
import { weightsOf } from "./weights";
import { HEADROOM, LARGEST_MACHINE_GIB, type MemoryPart, OVERHEAD } from "./workload";

const GIB = 2 ** 30;

type Precisions = {
  /** Precision of the weights: 2, 1 or 0.5, without scales. */
  bytesPerParameter: number;
  /** Precision of the KV cache: 16 or 8. */
  cacheBits: number;
  /** Prompt and answer of one request. */
  contextTokens: number;
};

/** One copy of a model: the GPUs that share it by tensor parallelism, and the VRAM of each. */
export type CopyMemory = { gpus: number; vramGib: number };

/** A model at one precision and context length: the memory that it needs, and the work for one token. */
export type ModelFit = {
  bytesPerParameter: number;
  /** One copy for one sequence on one GPU: the minimum, and the parts that add up to it. */
  minVramGib: number;
  parts: { label: MemoryPart; gib: number }[];
  weightsGib: number;
  /** Least VRAM of each of `gpus` GPUs for one sequence. Times `gpus` it exceeds `minVramGib` where the cache is repeated. */
  minVramPerGpuGib: (gpus: number) => number;
  /** Whether attention heads can be divided among so many GPUs. */
  dividesBy: (gpus: number) => boolean;
  /** Number of full-length sequences that fit beside the weights; 0 = not even one. */
  maxSequencesIn: (memory: CopyMemory) => number;
  /** Bytes of weights that a decode step of the given batch reads. */
  weightBytesRead: (batch: number) => number;
  /** Bytes of cache that a decode step reads for one sequence of the given length, on all GPUs together. */
  cacheBytesRead: (tokens: number, gpus: number) => number;
  /** Operations for one token after the given number of tokens. */
  flopsPerToken: (context: number) => number;
};

export type NoFit =
  | { why: "unknown_size" | "larger_than_any_machine" }
  /** The weights are known, the cache is not. */
  | { why: "unknown_shape"; weightsGib: number }
  | { why: "context_too_long"; limitTokens: number };

/** Whether the model itself, on any machine and at any provider, is limited to fewer tokens. */
export function exceedsContext(
  model: Pick<Model, "contextTokens">,
  contextTokens: number,
): model is { contextTokens: number } {
  return model.contextTokens !== null && contextTokens > model.contextTokens;
}

/**
 * VRAM and work of a model: weights (`weights.ts`) divided among the GPUs, the cache of its own attention as engines lay it out
 * (`attention.ts`), and 10 % overhead on each GPU.
 *
 * A mixture of experts computes only with its active weights, but reads more of the others as the batch grows: if tokens choose
 * experts independently, it reads 1 - (1 - active / all) ^ batch of them. Treating every weight as a routed one overstates that
 * share slightly. Operations: 2 per active weight and token (Kaplan 2020), and attention over the context.
 *
 * @returns why there is no fit: a length beyond the model's own limit comes first, because no machine and no precision helps.
 */
export function fitModel(
  model: Pick<Model, "parametersBillion" | "activeParametersBillion" | "architecture" | "contextTokens">,
  { bytesPerParameter, cacheBits, contextTokens }: Precisions,
): ModelFit | NoFit {
  const { parametersBillion, architecture } = model;
  if (exceedsContext(model, contextTokens))
    return { why: "context_too_long", limitTokens: model.contextTokens };
  if (parametersBillion === null) return { why: "unknown_size" };
  const weightBytes = weightsOf({ parametersBillion, architecture }, bytesPerParameter * 8).bytes;
  const weightsGib = weightBytes / GIB;
  if (architecture === null) return { why: "unknown_shape", weightsGib };
  const { attention } = architecture;
  const [growing, states] = [
    attention.filter(({ kind }) => kind !== "state"),
    attention.filter(({ kind }) => kind === "state"),
  ];
  const cacheGib = (gpus: number, layers = attention) =>
    cacheBytesPerGpu(layers, { tokens: contextTokens, cacheBits, gpus }) / GIB;
  const minVramPerGpuGib = (gpus: number) => (weightsGib / gpus + cacheGib(gpus)) * (1 + OVERHEAD);
  const minVramGib = minVramPerGpuGib(1);
  if (minVramGib > LARGEST_MACHINE_GIB) return { why: "larger_than_any_machine" };
  const active = (model.activeParametersBillion ?? parametersBillion) / parametersBillion;
  return {
    bytesPerParameter,
    minVramGib,
    parts: [
      { label: "weights", gib: weightsGib },
      { label: "kv_cache", gib: cacheGib(1, growing) },
      ...(states.length > 0 ? [{ label: "state" as const, gib: cacheGib(1, states) }] : []),
      { label: "overhead", gib: (weightsGib + cacheGib(1)) * OVERHEAD },
    ],
    weightsGib,
    minVramPerGpuGib,
    dividesBy: (gpus) => headsDivideBy(attention, gpus),
    maxSequencesIn: ({ gpus, vramGib }) =>
      Math.max(0, Math.floor((vramGib / (1 + OVERHEAD) - weightsGib / gpus) / cacheGib(gpus))),
    weightBytesRead: (batch) => weightBytes * (1 - (1 - active) ** batch),
    cacheBytesRead: (tokens, gpus) => gpus * cacheBytesPerGpu(attention, { tokens, cacheBits, gpus }),
    flopsPerToken: (context) => 2 * active * parametersBillion * 1e9 + attentionFlops(attention, context),
  };
}

/** Whether the copy holds one sequence, but with less than a fifth to spare for bursts and fragmentation. */
export function isTight(fit: ModelFit, { gpus, vramGib }: CopyMemory): boolean {
  const least = fit.minVramPerGpuGib(gpus);
  return vramGib >= least && vramGib < least * HEADROOM;
}
