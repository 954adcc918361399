import { full, fullModel, mixedModel, windowed } from "../architecture";
import { configCopy, litgpt, mlc } from "./sources";

export const llama7b = fullModel({
  layers: 32,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 128,
  vocabulary: 32_000,
  source: mlc,
});
export const llama13b = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 40,
  headDim: 128,
  vocabulary: 32_000,
  source: mlc,
});
export const llama2Large = fullModel({
  layers: 80,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 32_000,
  source: mlc,
});
export const llama3Small = fullModel({
  layers: 32,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 128_256,
  source: configCopy("meta-llama--Meta-Llama-3.1-8B"),
});
export const llama3Large = fullModel({
  layers: 80,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 128_256,
  source: configCopy("meta-llama--Meta-Llama-3.1-70B"),
});
export const llama405b = fullModel({
  layers: 126,
  hiddenSize: 16_384,
  queryHeads: 128,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 128_256,
  source: configCopy("meta-llama--Meta-Llama-3.1-405B"),
});

const llama4Heads = { queryHeads: 40, kvHeads: 8, headDim: 128 };
/** Three of four layers attend within chunks of 8,192 tokens, which engines keep like a window; every fourth sees everything. */
export const llama4 = (model: string) =>
  mixedModel(
    { layers: 48, hiddenSize: 5120, vocabulary: 202_048, source: configCopy(`meta-llama--${model}`) },
    [windowed(8192, 36, llama4Heads), full(12, llama4Heads)],
  );
export const llama32Tiny = fullModel({
  layers: 16,
  hiddenSize: 2048,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 64,
  vocabulary: 128_256,
  isTied: true,
  source: mlc,
});
export const llama32Small = fullModel({
  layers: 28,
  hiddenSize: 3072,
  queryHeads: 24,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 128_256,
  isTied: true,
  source: mlc,
});
export const codeLlama34b = fullModel({
  layers: 48,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 32_000,
  source: litgpt,
});
