import { full, mixedModel, windowed } from "../architecture";
import { configCopy } from "../shapes/sources";
import type { ModelGroup } from "./row";

const heads = { queryHeads: 64, kvHeads: 8, headDim: 64 };
/**
 * Every second layer sees 128 tokens. Only the experts are in MXFP4: `quantizedBillion` is the total of the model card, table 1
 * (arXiv:2508.10925), less embedding, attention, router and biases as the config gives them.
 */
const gptOss20b = mixedModel(
  {
    layers: 24,
    hiddenSize: 2880,
    vocabulary: 201_088,
    fourBit: { format: "mxfp4", quantizedBillion: 19.1103 },
    source: configCopy("openai--gpt-oss-20b"),
  },
  [windowed(128, 12, heads), full(12, heads)],
);
const gptOss120b = mixedModel(
  {
    layers: 36,
    hiddenSize: 2880,
    vocabulary: 201_088,
    fourBit: { format: "mxfp4", quantizedBillion: 114.6618 },
    source: configCopy("openai--gpt-oss-120b"),
  },
  [windowed(128, 18, heads), full(18, heads)],
);

export const openaiModels: readonly ModelGroup[] = [
  {
    family: "gpt-oss",
    developer: "OpenAI",
    contextTokens: 131_072,
    rows: [
      ["gpt-oss-20b", "gpt-oss 20B", [20.915, 3.6], gptOss20b, ["openai.gpt-oss-20b-1:0"]],
      [
        "gpt-oss-120b",
        "gpt-oss 120B",
        [116.829, 5.1],
        gptOss120b,
        ["gpt-oss-120b-turbo", "openai.gpt-oss-120b-1:0"],
      ],
      ["gpt-oss-safeguard-20b", "gpt-oss-safeguard 20B", [20.915, 3.6], gptOss20b, []],
    ],
  },
];
