import type { Model } from "./model";
import { type MemoryPart, type Requirements, type Workload, workloadRequirements } from "./workload";

const GIB = 2 ** 30;
/** Precision that `workload.ts` assumes for the KV cache. */
const CACHE_BITS = 16;

type Precisions = {
  /** Precision of the weights: 2, 1 or 0.5. */
  bytesPerParameter: number;
  /** Precision of the KV cache: 16 or 8. */
  cacheBits: number;
  /** Prompt and answer of one request. */
  contextTokens: number;
};

type Needs = Extract<Requirements, { kind: "requirements" }>;

/** A model at one precision and context length: the memory that it needs, and the work for one token. */
export type ModelFit = {
  bytesPerParameter: number;
  /** For one sequence: the minimum that a machine must have. */
  requirements: Needs;
  weightsGib: number;
  cacheBytesPerToken: number;
  /** Number of full-length sequences that fit in the given VRAM beside the weights; 0 = not even one. */
  maxSequencesIn: (vramGib: number) => number;
  /** Bytes of weights that a decode step of the given batch reads. */
  weightBytesRead: (batch: number) => number;
  /** Operations for one token after the given number of tokens. */
  flopsPerToken: (context: number) => number;
};

export type NoFit = { why: "unknown_size" | "larger_than_any_machine" };

/**
 * VRAM and work of a model, computed with `workload.ts`.
 *
 * A mixture of experts computes only with its active weights, but reads more of the others as the batch grows: if tokens choose
 * experts independently, it reads 1 - (1 - active / all) ^ batch of them. Treating every weight as a routed one overstates that
 * share slightly. Operations: 2 per active weight and token (Kaplan 2020) and, if the architecture is known, 4 x layers x hidden
 * per token of context for attention. That assumes that the query heads together are as wide as the model. Where they are wider
 * (DeepSeek, Kimi, GLM-4.5, gpt-oss, some Qwen3), the estimate is too fast for long prompts. Sliding-window layers count as full.
 */
export function fitModel(
  model: Pick<Model, "parametersBillion" | "activeParametersBillion" | "architecture">,
  { bytesPerParameter, cacheBits, contextTokens }: Precisions,
): ModelFit | NoFit {
  const { parametersBillion, architecture } = model;
  if (parametersBillion === null) return { why: "unknown_size" };
  const workload: Workload = {
    kind: "inference",
    parametersBillion,
    bytesPerParameter,
    contextTokens,
    batch: 1,
    ...(architecture ? { architecture } : {}),
  };
  const at16Bits = workloadRequirements(workload);
  if (at16Bits.kind === "impossible") return { why: "larger_than_any_machine" };
  const requirements = withCacheOf(at16Bits, cacheBits / CACHE_BITS);
  const [weightsGib, cacheGib] = [partOf(requirements, "weights"), partOf(requirements, "kv_cache")];
  const withOverhead = requirements.minVramGib / (weightsGib + cacheGib);
  const parameters = parametersBillion * 1e9;
  const active = (model.activeParametersBillion ?? parametersBillion) * 1e9;
  const attention = architecture ? 4 * architecture.layers * architecture.hiddenSize : 0;
  return {
    bytesPerParameter,
    requirements,
    weightsGib,
    cacheBytesPerToken: (cacheGib * GIB) / contextTokens,
    maxSequencesIn: (vramGib) => Math.max(0, Math.floor((vramGib / withOverhead - weightsGib) / cacheGib)),
    weightBytesRead: (batch) => parameters * bytesPerParameter * (1 - (1 - active / parameters) ** batch),
    flopsPerToken: (context) => 2 * active + attention * context,
  };
}

/** The same needs with a KV cache of a different precision; the overhead keeps its share. */
function withCacheOf(needs: Needs, share: number): Needs {
  const cacheGib = partOf(needs, "kv_cache");
  const bare = partOf(needs, "weights") + cacheGib;
  const shrunk = (bare - cacheGib * (1 - share)) / bare;
  const reasons = needs.reasons.map(({ label, gib }) => {
    if (label === "kv_cache") return { label, gib: gib * share };
    return { label, gib: label === "overhead" ? gib * shrunk : gib };
  });
  return {
    kind: "requirements",
    minVramGib: needs.minVramGib * shrunk,
    recommendedVramGib: needs.recommendedVramGib * shrunk,
    reasons,
  };
}

function partOf({ reasons }: Needs, label: MemoryPart): number {
  return reasons.find((part) => part.label === label)?.gib ?? 0;
}
