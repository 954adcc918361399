import { fullModel, mixedModel } from "../architecture";
import { configCopy, litgpt } from "../shapes/sources";
import type { ModelGroup } from "./row";

export const yi34b = fullModel({
  layers: 60,
  hiddenSize: 7168,
  queryHeads: 56,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 64_000,
  source:
    "https://github.com/inference-sim/inference-sim/blob/64e43c88ce98122074b654cec08874bebbf68043/model_configs/yi-34b/config.json",
});
const olmo7b = fullModel({
  layers: 32,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 128,
  vocabulary: 50_304,
  source: litgpt,
});
/** Keys are wider than values, and the layers with a window have more of both. */
const mimoFlash = mixedModel(
  { layers: 48, hiddenSize: 4096, vocabulary: 152_576, source: configCopy("XiaomiMiMo--MiMo-V2-Flash") },
  [
    { kind: "full", layers: 9, queryHeads: 64, kvHeads: 4, keyDim: 192, valueDim: 128 },
    { kind: "window", layers: 39, windowTokens: 128, queryHeads: 64, kvHeads: 8, keyDim: 192, valueDim: 128 },
  ],
);

export const othersModels: readonly ModelGroup[] = [
  {
    family: "ERNIE 4.5",
    developer: "Baidu",
    contextTokens: 131_072,
    rows: [
      ["ernie-4.5-21b-a3b-pt", "ERNIE 4.5 21B-A3B PT", [21, 3], null, ["ernie-4.5-21b-a3b"]],
      ["ernie-4.5-300b-a47b-base-pt", "ERNIE 4.5 300B-A47B Base PT", [300, 47], null, []],
      ["ernie-4.5-vl-28b-a3b-pt", "ERNIE 4.5 VL 28B-A3B PT", [28, 3], null, ["ernie-4.5-vl-28b-a3b"]],
      ["ernie-4.5-vl-424b-a47b-base-pt", "ERNIE 4.5 VL 424B-A47B Base PT", [424, 47], null, []],
    ],
  },
  {
    family: "OLMo",
    developer: "Ai2",
    contextTokens: 65_536,
    rows: [
      ["olmo-7b", "OLMo 7B", 6.89, olmo7b, [], 2048],
      ["olmo-7b-instruct", "OLMo 7B Instruct", 6.89, olmo7b, [], 2048],
      ["olmo-3-7b-instruct", "OLMo 3 7B Instruct", 7, null, []],
      ["olmo-3.1-32b-instruct", "OLMo 3.1 32B Instruct", 32, null, []],
    ],
  },
  {
    family: "Yi",
    developer: "01.AI",
    contextTokens: 4096,
    rows: [
      ["yi-6b", "Yi 6B", 6.06, null, []],
      ["yi-34b", "Yi 34B", 34.4, yi34b, []],
    ],
  },
  {
    family: "Apertus",
    developer: "Swiss AI Initiative",
    contextTokens: 65_536,
    rows: [
      ["apertus-8b-instruct-2509", "Apertus 8B Instruct 2509", 8, null, []],
      ["apertus-70b-instruct-2509", "Apertus 70B Instruct 2509", 70, null, []],
    ],
  },
  {
    family: "MiMo",
    developer: "Xiaomi",
    contextTokens: 262_144,
    rows: [["mimo-v2-flash", "MiMo V2 Flash", [309, 15], mimoFlash, []]],
  },
  {
    family: "EuroLLM",
    developer: "UTTER",
    contextTokens: null,
    rows: [["eurollm-22b-instruct-2512", "EuroLLM 22B Instruct 2512", 22, null, []]],
  },
  {
    family: "Rnj",
    developer: "Essential AI",
    contextTokens: 32_768,
    rows: [["rnj-1-instruct", "Rnj-1 Instruct", 8.3, null, []]],
  },
  {
    family: "Apriel",
    developer: "ServiceNow",
    contextTokens: null,
    rows: [["apriel-1.6-15b-thinker", "Apriel 1.6 15B Thinker", 15, null, []]],
  },
];
