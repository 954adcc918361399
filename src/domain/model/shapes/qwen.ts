import { deltaNet, full, fullModel, mixedModel } from "../architecture";
import { configCopy, litgpt, transformersConfig } from "./sources";

export const qwen25Small = fullModel({
  layers: 28,
  hiddenSize: 3584,
  queryHeads: 28,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 152_064,
  source: litgpt,
});
export const qwen25Medium = fullModel({
  layers: 48,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 152_064,
  source: litgpt,
});
export const qwen25Large = fullModel({
  layers: 64,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 152_064,
  source: litgpt,
});
export const qwen25Largest = fullModel({
  layers: 80,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 152_064,
  source: litgpt,
});
export const qwen3Tiny = fullModel({
  layers: 36,
  hiddenSize: 2560,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  isTied: true,
  source: litgpt,
});
export const qwen3Mixture30b = fullModel({
  layers: 48,
  hiddenSize: 2048,
  queryHeads: 32,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-30B-A3B"),
});
export const qwen3Mixture235b = fullModel({
  layers: 94,
  hiddenSize: 4096,
  queryHeads: 64,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-235B-A22B"),
});

/** Three of four layers are gated DeltaNet; every fourth attends to everything. */
const deltaNetModel = (
  shape: Parameters<typeof mixedModel>[0],
  heads: { queryHeads: number; kvHeads: number },
  valueHeads: number,
) => {
  const fullLayers = shape.layers / 4;
  return mixedModel(shape, [
    full(fullLayers, { ...heads, headDim: 256 }),
    deltaNet(shape.layers - fullLayers, { keyHeads: 16, valueHeads, headDim: 128, kernel: 4 }),
  ]);
};
const qwen35 = (model: string, layers: number, hiddenSize: number) => ({
  layers,
  hiddenSize,
  vocabulary: 248_320,
  source: configCopy(`Qwen--${model}`),
});
export const next80b = deltaNetModel(
  { layers: 48, hiddenSize: 2048, vocabulary: 151_936, source: transformersConfig("qwen3_next") },
  { queryHeads: 16, kvHeads: 2 },
  32,
);

export const vl30b = fullModel({
  layers: 48,
  hiddenSize: 2048,
  queryHeads: 32,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-VL-30B-A3B-Instruct"),
});
export const vl235b = fullModel({
  layers: 94,
  hiddenSize: 4096,
  queryHeads: 64,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-VL-235B-A22B-Instruct"),
});
export const vl7b = fullModel({
  layers: 28,
  hiddenSize: 3584,
  queryHeads: 28,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 152_064,
  source: "https://ollama.com/ingu627/Qwen2.5-VL-7B-Instruct-Q5_K_M:latest/blobs/449bd4afc793",
});
export const qwen15Small = fullModel({
  layers: 32,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 128,
  vocabulary: 151_936,
  source:
    "https://huggingface.co/Qwen/Qwen1.5-7B-Chat/blob/c893e33b7355e09bd215b8c3fbde3b6bef3d2864/config.json",
});
export const qwen15Medium = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 40,
  headDim: 128,
  vocabulary: 152_064,
  source: "https://huggingface.co/MACLAB-HFUT/PsycoLLM/blob/main/config.json",
});
export const qwen15Largest = fullModel({
  layers: 80,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 64,
  headDim: 128,
  vocabulary: 152_064,
  source:
    "https://huggingface.co/Qwen/Qwen1.5-72B-Chat/blob/3eebb4deedb8c952318504d9afc9b335fcb7bc84/config.json",
});
export const qwen35Dense9b = deltaNetModel(
  {
    layers: 32,
    hiddenSize: 4096,
    vocabulary: 248_320,
    source: "https://huggingface.co/khtsly/Mini-Coder/blob/main/config.json",
  },
  { queryHeads: 16, kvHeads: 4 },
  32,
);
export const qwen35Dense27b = deltaNetModel(
  qwen35("Qwen3.5-27B", 64, 5120),
  { queryHeads: 24, kvHeads: 4 },
  48,
);
export const qwen35Mixture35b = deltaNetModel(
  qwen35("Qwen3.5-35B-A3B", 40, 2048),
  { queryHeads: 16, kvHeads: 2 },
  32,
);
export const qwen35Mixture122b = deltaNetModel(
  qwen35("Qwen3.5-122B-A10B", 48, 3072),
  { queryHeads: 32, kvHeads: 2 },
  64,
);
export const qwen35Mixture397b = deltaNetModel(
  qwen35("Qwen3.5-397B-A17B", 60, 4096),
  { queryHeads: 32, kvHeads: 2 },
  64,
);
export const qwen3Small = fullModel({
  layers: 36,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-8B"),
});
export const qwen3Medium = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  source: litgpt,
});
export const qwen3Large = fullModel({
  layers: 64,
  hiddenSize: 5120,
  queryHeads: 64,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-32B"),
});
export const qwen3Coder480b = fullModel({
  layers: 62,
  hiddenSize: 6144,
  queryHeads: 96,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-Coder-480B-A35B-Instruct"),
});
export const qwen3Vl8b = fullModel({
  layers: 36,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-VL-8B-Instruct"),
});
export const qwen25Coder3b = fullModel({
  layers: 36,
  hiddenSize: 2048,
  queryHeads: 16,
  kvHeads: 2,
  headDim: 128,
  vocabulary: 151_936,
  isTied: true,
  source: litgpt,
});
export const qwen15Tiny = fullModel({
  layers: 24,
  hiddenSize: 2048,
  queryHeads: 16,
  kvHeads: 16,
  headDim: 128,
  vocabulary: 151_936,
  source: "https://huggingface.co/XinNuyoah/model-2.0/blob/main/config.json",
});
export const qwen15Mini = fullModel({
  layers: 40,
  hiddenSize: 2560,
  queryHeads: 20,
  kvHeads: 20,
  headDim: 128,
  vocabulary: 151_936,
  source: "https://huggingface.co/ricdomolm/ttt-mc-qwen-1.5-4b/blob/main/config.json",
});
