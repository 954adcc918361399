import type { FourBitCheckpoint, ModelArchitecture } from "./architecture";

/** What a person can choose as bits of a weight. */
export const weightBits = ["16", "8", "4"] as const;
export type WeightBits = (typeof weightBits)[number];

/** How many bytes the weights of a model take. */
export type Weights = {
  bytes: number;
  /** `least`: the shape is unknown, so what stays at 16 bits could not be added. */
  bound: "exact" | "least";
  /** Bits of a quantized weight with its share of scales and zero points; 16 for no quantization. */
  bitsPerWeight: number;
  /** Weights that stay at 16 bits, in billions. */
  unquantizedBillion: number;
};

const PLAIN_BITS = 16;
/** FP8 with a 32-bit scale for each block of 128 x 128: DeepSeek-V3 and Qwen3-FP8, `weight_block_size`. */
const EIGHT_BITS = 8 + 32 / (128 * 128);
/** AWQ and GPTQ: for each group of 128 a 16-bit scale and a 4-bit zero point. */
const FOUR_BITS = 4 + (16 + 4) / 128;
/** MXFP4: an 8-bit scale for each 32 (OCP Microscaling). INT4 in groups of 32: a 16-bit scale. */
const ownFourBits = {
  mxfp4: 4 + 8 / 32,
  int4_group_32: 4 + 16 / 32,
} as const satisfies Record<FourBitCheckpoint["format"], number>;

type Sized = { parametersBillion: number; architecture: ModelArchitecture | null };

/**
 * Bytes of the weights at 16, 8 or 4 bits, as checkpoints store them: embedding and output layer stay at 16 bits, quantized
 * weights carry their scales. A developer's own 4-bit checkpoint is preferred to a 4-bit copy by others.
 */
export function weightsOf({ parametersBillion, architecture }: Sized, weightBits: number): Weights {
  if (weightBits >= PLAIN_BITS)
    return {
      bytes: (parametersBillion * 1e9 * weightBits) / 8,
      bound: "exact",
      bitsPerWeight: weightBits,
      unquantizedBillion: 0,
    };
  const own = weightBits === 4 ? architecture?.fourBit : null;
  const unquantizedBillion = own
    ? parametersBillion - own.quantizedBillion
    : (architecture?.embeddingParameters ?? 0) / 1e9;
  const bitsPerWeight = own ? ownFourBits[own.format] : weightBits === 4 ? FOUR_BITS : EIGHT_BITS;
  const quantizedBillion = parametersBillion - unquantizedBillion;
  return {
    bytes: (quantizedBillion * bitsPerWeight + unquantizedBillion * PLAIN_BITS) * (1e9 / 8),
    bound: architecture === null ? "least" : "exact",
    bitsPerWeight,
    unquantizedBillion,
  };
}
