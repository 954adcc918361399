import { fullModel } from "../architecture";
import { configCopy } from "../shapes/sources";
import type { ModelGroup } from "./row";

const m2 = fullModel({
  layers: 62,
  hiddenSize: 3072,
  queryHeads: 48,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 200_064,
  source: "https://huggingface.co/MiniMaxAI/MiniMax-M2/blob/refs%2Fpr%2F57/config.json",
});
const m27 = fullModel({
  layers: 62,
  hiddenSize: 3072,
  queryHeads: 48,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 200_064,
  source: configCopy("MiniMaxAI--MiniMax-M2.7"),
});

export const minimaxModels: readonly ModelGroup[] = [
  {
    family: "MiniMax",
    developer: "MiniMax",
    contextTokens: null,
    rows: [
      ["minimax-m1-80k", "MiniMax M1 80K", [456, 45.9], null, [], 1_000_000],
      ["minimax-m2", "MiniMax M2", [230, 10], m2, [], 196_608],
      ["minimax-m2.1", "MiniMax M2.1", [230, 10], null, [], 196_608],
      ["minimax-m2.7", "MiniMax M2.7", [230, 10], m27, [], 204_800],
      ["minimax-m3", "MiniMax M3", [427, 26], null, [], 1_048_576],
    ],
  },
];
