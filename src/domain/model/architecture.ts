import type { AttentionLayers } from "./attention";

/** The shape of a language model, from its published config. */
export type ModelArchitecture = {
  /** All of them, also those without attention. */
  layers: number;
  hiddenSize: number;
  attention: readonly AttentionLayers[];
  /** Weights of the embedding and of the output layer, which stay at 16 bits when the others are quantized. */
  embeddingParameters: number;
  /** The developer's own 4-bit checkpoint, if there is one; it says which weights are quantized. */
  fourBit: FourBitCheckpoint | null;
  /** Address of the config, or of a stored copy, in which the figures were read. */
  source: string;
};

/** `mxfp4`: blocks of 32 with an 8-bit scale. `int4_group_32`: groups of 32 with a 16-bit scale. The rest stays at 16 bits. */
export type FourBitCheckpoint = { format: "mxfp4" | "int4_group_32"; quantizedBillion: number };

type Shape = {
  layers: number;
  hiddenSize: number;
  vocabulary: number;
  /** Whether the output layer is the embedding once more. */
  isTied?: boolean;
  fourBit?: FourBitCheckpoint;
  source: string;
};
type Heads = { queryHeads: number; kvHeads: number; headDim: number };

/** A model whose layers are described one kind at a time. */
export function mixedModel(shape: Shape, attention: readonly AttentionLayers[]): ModelArchitecture {
  const { layers, hiddenSize, vocabulary, isTied = false, fourBit = null, source } = shape;
  const embeddingParameters = vocabulary * hiddenSize * (isTied ? 1 : 2);
  return { layers, hiddenSize, attention, embeddingParameters, fourBit, source };
}

/** A model all of whose layers attend to every token. */
export function fullModel({ queryHeads, kvHeads, headDim, ...shape }: Shape & Heads): ModelArchitecture {
  return mixedModel(shape, [full(shape.layers, { queryHeads, kvHeads, headDim })]);
}

export function full(layers: number, { queryHeads, kvHeads, headDim }: Heads): AttentionLayers {
  return { kind: "full", layers, queryHeads, kvHeads, keyDim: headDim, valueDim: headDim };
}

export function windowed(
  windowTokens: number,
  layers: number,
  { queryHeads, kvHeads, headDim }: Heads,
): AttentionLayers {
  return {
    kind: "window",
    layers,
    windowTokens,
    queryHeads,
    kvHeads,
    keyDim: headDim,
    valueDim: headDim,
  };
}

type Latent = {
  queryHeads: number;
  /** kv_lora_rank. */
  rank: number;
  /** qk_rope_head_dim: the part of the key that carries the position, shared by all heads. */
  rotaryDim: number;
  /** qk_nope_head_dim. */
  plainDim: number;
  valueDim: number;
  /** Layers that keep a sparse-attention index. */
  indexedLayers?: number;
  /** index_head_dim. */
  indexDim?: number;
};

/** Multi-head latent attention: DeepSeek-V2, 2024, section 2.1. */
export function latent(layers: number, heads: Latent): AttentionLayers {
  const { queryHeads, rank, rotaryDim, plainDim, valueDim, indexedLayers = 0, indexDim = 0 } = heads;
  return {
    kind: "latent",
    layers,
    queryHeads,
    latentDim: rank + rotaryDim,
    keyDim: plainDim + rotaryDim,
    valueDim,
    indexBytes: indexedLayers * (indexDim + INDEX_SCALE_BYTES * (indexDim / INDEX_BLOCK)),
  };
}

/** vLLM keeps an index key in 8 bits with a 32-bit scale for each 128 figures: `DeepseekV32IndexerCache`. */
const INDEX_BLOCK = 128;
const INDEX_SCALE_BYTES = 4;

type DeltaNet = {
  keyHeads: number;
  valueHeads: number;
  /** Of keys and values. */
  headDim: number;
  /** Tokens that the convolution before it sees. */
  kernel: number;
};

/** Gated DeltaNet: one matrix per value head in 32 bits (`mamba_ssm_dtype`), and the last tokens of the convolution in 16. */
export function deltaNet(
  layers: number,
  { keyHeads, valueHeads, headDim, kernel }: DeltaNet,
): AttentionLayers {
  const channels = (2 * keyHeads + valueHeads) * headDim;
  return {
    kind: "state",
    layers,
    heads: keyHeads,
    bytes: valueHeads * headDim * headDim * STATE_BYTES + channels * (kernel - 1) * CONVOLUTION_BYTES,
  };
}

type Mamba2 = { heads: number; headDim: number; stateDim: number; groups: number; kernel: number };

/** Mamba-2: `stateDim` figures per channel in 32 bits (`mamba_ssm_cache_dtype`), and the last tokens of the convolution in 16. */
export function mamba2(
  layers: number,
  { heads, headDim, stateDim, groups, kernel }: Mamba2,
): AttentionLayers {
  const channels = heads * headDim + 2 * groups * stateDim;
  return {
    kind: "state",
    layers,
    heads,
    bytes: heads * headDim * stateDim * STATE_BYTES + channels * (kernel - 1) * CONVOLUTION_BYTES,
  };
}

const STATE_BYTES = 4;
const CONVOLUTION_BYTES = 2;
