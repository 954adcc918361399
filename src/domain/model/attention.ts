/** Figures of one head: its part of the key and of the value. */
type Heads = { queryHeads: number; kvHeads: number; keyDim: number; valueDim: number };

/**
 * Layers of one kind, and what each of them keeps of a sequence while it is answered.
 *
 * - `full`: keys and values of every token (multi-head, grouped-query and multi-query attention differ only in `kvHeads`).
 * - `window`: keys and values of the last `windowTokens` tokens.
 * - `latent`: one vector of `latentDim` figures a token for all heads together (multi-head latent attention, rank + rotary part).
 *   `indexBytes`: what a sparse-attention index keeps of each token in all these layers together.
 * - `state`: a state whose size does not depend on the length (Mamba, gated DeltaNet, lightning attention).
 */
export type AttentionLayers =
  | ({ kind: "full"; layers: number } & Heads)
  | ({ kind: "window"; layers: number; windowTokens: number } & Heads)
  | {
      kind: "latent";
      layers: number;
      queryHeads: number;
      latentDim: number;
      keyDim: number;
      valueDim: number;
      indexBytes: number;
    }
  | { kind: "state"; layers: number; heads: number; bytes: number };

type CacheQuestion = {
  /** Prompt and answer of one sequence. */
  tokens: number;
  /** Precision of keys, values and latents. Index and state keep their own. */
  cacheBits: number;
  /** GPUs that hold one copy of the model together by tensor parallelism. */
  gpus: number;
};

/**
 * Bytes that one sequence keeps on each of the GPUs, as vLLM, SGLang and TensorRT-LLM lay them out: heads are divided, and
 * repeated where there are more GPUs than heads; a latent and its index belong to all heads, so every GPU has them whole.
 */
export function cacheBytesPerGpu(attention: readonly AttentionLayers[], question: CacheQuestion): number {
  return attention.reduce((total, layers) => total + layersBytesPerGpu(layers, question), 0);
}

function layersBytesPerGpu(layers: AttentionLayers, { tokens, cacheBits, gpus }: CacheQuestion): number {
  const bytes = cacheBits / 8;
  switch (layers.kind) {
    case "full":
      return tokens * headBytes(layers, gpus) * bytes;
    case "window":
      return Math.min(tokens, layers.windowTokens) * headBytes(layers, gpus) * bytes;
    case "latent":
      return tokens * (layers.layers * layers.latentDim * bytes + layers.indexBytes);
    case "state":
      return (layers.layers * layers.bytes) / Math.min(gpus, layers.heads);
    default:
      return layers satisfies never;
  }
}

/** Figures that all layers of this kind keep of one token on each GPU. */
function headBytes({ layers, kvHeads, keyDim, valueDim }: Heads & { layers: number }, gpus: number): number {
  return layers * Math.max(1, Math.ceil(kvHeads / gpus)) * (keyDim + valueDim);
}

/**
 * Operations that attention adds for one token after `context` others: two for each figure of key and value of every query head.
 * A state costs the same at every length and is part of the weights' operations.
 */
export function attentionFlops(attention: readonly AttentionLayers[], context: number): number {
  return attention.reduce((total, layers) => {
    if (layers.kind === "state") return total;
    const seen = layers.kind === "window" ? Math.min(context, layers.windowTokens) : context;
    return total + 2 * layers.layers * layers.queryHeads * (layers.keyDim + layers.valueDim) * seen;
  }, 0);
}

/** Whether tensor parallelism can divide the heads: query heads evenly, key and value heads evenly or repeated evenly. */
export function headsDivideBy(attention: readonly AttentionLayers[], gpus: number): boolean {
  return attention.every((layers) => {
    if (layers.kind === "state") return layers.heads % gpus === 0;
    if (layers.queryHeads % gpus !== 0) return false;
    return layers.kind === "latent" || layers.kvHeads % gpus === 0 || gpus % layers.kvHeads === 0;
  });
}

/** What a model keeps of a sequence, split into what grows with it and what does not. All for one GPU, in bytes at 16 bits. */
export type CacheProfile = {
  /** Of every token: keys and values, or latents. */
  perToken: number;
  /** Of every token: the index of sparse attention. */
  indexPerToken: number;
  /** At most, for layers with a window; 0 = none. */
  windows: number;
  /** Of each sequence, whatever its length; 0 = none. */
  state: number;
};

export function cacheProfile(attention: readonly AttentionLayers[]): CacheProfile {
  const bytes = (layers: AttentionLayers, tokens: number) =>
    layersBytesPerGpu(layers, { tokens, cacheBits: 16, gpus: 1 });
  const profile: CacheProfile = { perToken: 0, indexPerToken: 0, windows: 0, state: 0 };
  for (const layers of attention) {
    if (layers.kind === "state") profile.state += bytes(layers, 1);
    else if (layers.kind === "window") profile.windows += bytes(layers, layers.windowTokens);
    else if (layers.kind === "full") profile.perToken += bytes(layers, 1);
    else {
      profile.indexPerToken += layers.indexBytes;
      profile.perToken += bytes(layers, 1) - layers.indexBytes;
    }
  }
  return profile;
}
