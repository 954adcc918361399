import { fullModel, latent, mixedModel } from "../architecture";
import { configCopy, slime } from "../shapes/sources";
import type { ModelGroup } from "./row";

const glm4 = fullModel({
  layers: 61,
  hiddenSize: 6144,
  queryHeads: 48,
  kvHeads: 2,
  headDim: 128,
  vocabulary: 151_552,
  source: "https://huggingface.co/Edens-Gate/GLM-v2-lora/blob/main/config.json",
});
const glm45 = fullModel({
  layers: 92,
  hiddenSize: 5120,
  queryHeads: 96,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_552,
  source: slime("glm4.5-355B-A32B"),
});
const glm45Air = fullModel({
  layers: 46,
  hiddenSize: 4096,
  queryHeads: 96,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_552,
  source: slime("glm4.5-106B-A12B"),
});
const glm47 = fullModel({
  layers: 92,
  hiddenSize: 5120,
  queryHeads: 96,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_552,
  source: "https://huggingface.co/amd/GLM-4.7-MXFP4/blob/main/config.json",
});
const intellect3 = fullModel({
  layers: 46,
  hiddenSize: 4096,
  queryHeads: 96,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_552,
  source: "https://huggingface.co/PrimeIntellect/INTELLECT-3/blob/refs%2Fpr%2F2/config.json",
});
const latentHeads = { queryHeads: 64, rank: 512, rotaryDim: 64, plainDim: 192, valueDim: 256 };
/** `indexedLayers`: in GLM-5.2, 57 of the 78 layers use the index of another (`indexer_types`). */
const glm5 = (model: string, indexedLayers: number) =>
  mixedModel({ layers: 78, hiddenSize: 6144, vocabulary: 154_880, source: configCopy(`zai-org--${model}`) }, [
    latent(78, { ...latentHeads, indexedLayers, indexDim: 128 }),
  ]);

const glm47Flash = mixedModel(
  { layers: 47, hiddenSize: 2048, vocabulary: 154_880, source: slime("glm4.7-30B-A3B") },
  [latent(47, { ...latentHeads, queryHeads: 20 })],
);

export const zaiModels: readonly ModelGroup[] = [
  {
    family: "GLM",
    developer: "Z.ai",
    contextTokens: null,
    rows: [
      ["glm-4-32b-0414", "GLM-4 32B 0414", 32, glm4, [], 32_768],
      ["glm-4.5", "GLM-4.5", [355, 32], glm45, [], 131_072],
      ["glm-4.5-air", "GLM-4.5 Air", [106, 12], glm45Air, [], 131_072],
      ["glm-4.5v", "GLM-4.5V", [106, 12], null, [], 65_536],
      ["glm-4.6", "GLM-4.6", [355, 32], null, [], 202_752],
      ["glm-4.6v-flash", "GLM-4.6V Flash", 9, null, [], 131_072],
      ["glm-4.7", "GLM-4.7", [358, 32], glm47, [], 202_752],
      ["glm-4.7-flash", "GLM-4.7 Flash", [30, 3], glm47Flash, [], 202_752],
      ["glm-5", "GLM-5", [744, 40], glm5("GLM-5", 78), [], 202_752],
      ["glm-5.1", "GLM-5.1", [744, 40], glm5("GLM-5.1", 78), [], 202_752],
      ["glm-5.2", "GLM-5.2", [743, 39], glm5("GLM-5.2", 21), [], 1_048_576],
      ["autoglm-phone-9b-multilingual", "AutoGLM Phone 9B Multilingual", 9, null, []],
    ],
  },
  {
    family: "INTELLECT",
    developer: "Prime Intellect",
    contextTokens: 131_072,
    rows: [["intellect-3", "INTELLECT-3", [106, 12], intellect3, []]],
  },
];
