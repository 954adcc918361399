import { fullModel } from "../architecture";
import { litgpt } from "../shapes/sources";
import { mixtral22b } from "./mistral";
import type { ModelGroup } from "./row";

const phi4 = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 10,
  headDim: 128,
  vocabulary: 100_352,
  source: litgpt,
});
const phi4Mini = fullModel({
  layers: 32,
  hiddenSize: 3072,
  queryHeads: 24,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 200_064,
  isTied: true,
  source: litgpt,
});
const phi3Mini = fullModel({
  layers: 32,
  hiddenSize: 3072,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 96,
  vocabulary: 32_064,
  source: litgpt,
});
const phi2 = fullModel({
  layers: 32,
  hiddenSize: 2560,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 80,
  vocabulary: 51_200,
  source: litgpt,
});

export const microsoftModels: readonly ModelGroup[] = [
  {
    family: "Phi-4",
    developer: "Microsoft",
    contextTokens: 16_384,
    rows: [
      ["phi-4", "Phi-4", 14.7, phi4, []],
      ["phi-4-reasoning", "Phi-4 Reasoning", 14.7, phi4, [], 32_768],
      ["phi-4-reasoning-plus", "Phi-4 Reasoning Plus", 14.7, phi4, [], 32_768],
      ["phi-4-mini-instruct", "Phi-4 Mini Instruct", 3.84, phi4Mini, [], 131_072],
      ["phi-4-multimodal-instruct", "Phi-4 Multimodal Instruct", 5.6, null, [], 131_072],
    ],
  },
  {
    family: "Phi-3",
    developer: "Microsoft",
    contextTokens: 131_072,
    rows: [
      ["phi-3-mini-128k-instruct", "Phi-3 Mini 128K Instruct", 3.82, phi3Mini, []],
      ["phi-3-medium-128k-instruct", "Phi-3 Medium 128K Instruct", 14.0, null, []],
      ["phi-3.5-mini-instruct", "Phi-3.5 Mini Instruct", 3.82, phi3Mini, ["phi-3.5-mini-128k-instruct"]],
    ],
  },
  {
    family: "Phi-2",
    developer: "Microsoft",
    contextTokens: 2048,
    rows: [["phi-2", "Phi-2", 2.78, phi2, []]],
  },
  {
    family: "WizardLM 2",
    developer: "Microsoft",
    contextTokens: 65_536,
    rows: [["wizardlm-2-8x22b", "WizardLM-2 8x22B", [141, 39], mixtral22b, []]],
  },
];
