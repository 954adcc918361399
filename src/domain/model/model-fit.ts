import type { Model } from "./model";
import { type MemoryPart, type Requirements, type Workload, workloadRequirements } from "./workload";

const GIB = 2 ** 30;
/** What `domain/workload` counts a cached figure as. */
const CACHE_BITS = 16;

type Precisions = {
  /** Of the weights: 2, 1 or 0.5. */
  bytesPerParameter: number;
  /** Of the KV cache: 16 or 8. */
  cacheBits: number;
  /** Prompt and answer of one request. */
  contextTokens: number;
};

type Needs = Extract<Requirements, { kind: "requirements" }>;

/** A model at one precision and context length: what it needs of memory, and what one token costs to make. */
export type ModelFit = {
  bytesPerParameter: number;
  /** For one sequence: the least that a machine must have. */
  requirements: Needs;
  weightsGib: number;
  cacheBytesPerToken: number;
  /** Sequences of full length that so much VRAM holds beside the weights; 0 = not even one. */
  mostSequences: (vramGib: number) => number;
  /** Bytes of weights that a decode step of so many sequences reads. */
  weightBytesRead: (batch: number) => number;
  /** Operations for one token behind so many others. */
  flopsPerToken: (context: number) => number;
};

export type NoFit = { why: "unknown_size" | "larger_than_any_machine" };

/**
 * VRAM arithmetic and work of a model, by `domain/workload`.
 *
 * A mixture of experts computes with its active weights only, but reads more of the others as the batch grows: with tokens that
 * choose independently, 1 - (1 - active / all) ^ batch of them. Taking every weight for a routed one overstates that reading
 * somewhat. Operations: 2 per active weight and token (Kaplan 2020) and, where the architecture is known, 4 x layers x hidden
 * per token of context for attention. That takes the query heads together for as wide as the model: where they are wider
 * (DeepSeek, Kimi, GLM-4.5, gpt-oss, some Qwen3) long prompts come out too fast. Layers with a sliding window count as full ones.
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
  const whole = workloadRequirements(workload);
  if (whole.kind === "impossible") return { why: "larger_than_any_machine" };
  const requirements = withCacheOf(whole, cacheBits / CACHE_BITS);
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
    mostSequences: (vramGib) => Math.max(0, Math.floor((vramGib / withOverhead - weightsGib) / cacheGib)),
    weightBytesRead: (batch) => parameters * bytesPerParameter * (1 - (1 - active / parameters) ** batch),
    flopsPerToken: (context) => 2 * active + attention * context,
  };
}

/** The same needs with a KV cache of another precision; the overhead stays the same share. */
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
