import { full, fullModel, mixedModel, windowed } from "../architecture";
import type { ModelGroup } from "./row";
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
const llama4 = (model: string) =>
  mixedModel(
    { layers: 48, hiddenSize: 5120, vocabulary: 202_048, source: configCopy(`meta-llama--${model}`) },
    [windowed(8192, 36, llama4Heads), full(12, llama4Heads)],
  );

export const metaModels: readonly ModelGroup[] = [
  {
    family: "Llama 4",
    developer: "Meta",
    contextTokens: 1_048_576,
    rows: [
      [
        "llama-4-maverick-17b-128e-instruct",
        "Llama 4 Maverick 17B 128E Instruct",
        [400, 17],
        llama4("Llama-4-Maverick-17B-128E-Instruct"),
        [
          "llama4-maverick-instruct-basic",
          "llama-4-maverick",
          "llama-4-maverick-instruct",
          "meta.llama4-maverick-17b-instruct-v1:0",
        ],
      ],
      [
        "llama-4-scout-17b-16e-instruct",
        "Llama 4 Scout 17B 16E Instruct",
        [109, 17],
        llama4("Llama-4-Scout-17B-16E-Instruct"),
        [
          "llama4-scout-instruct-basic",
          "llama-4-scout",
          "llama-4-scout-instruct",
          "meta.llama4-scout-17b-instruct-v1:0",
        ],
        10_485_760,
      ],
    ],
  },
  {
    family: "Llama 3.3",
    developer: "Meta",
    contextTokens: 131_072,
    rows: [
      [
        "llama-3.3-70b-instruct",
        "Llama 3.3 70B Instruct",
        70.6,
        llama3Large,
        [
          "llama-v3p3-70b-instruct",
          "llama-3.3-70b-versatile",
          "llama-3.3-70b-specdec",
          "llama-3.3-70b-turbo",
          "llama-3.3-70b-instruct-turbo",
          "meta-llama-3.3-70b-instruct",
          "meta-llama-3.3-70b-instruct-turbo",
          "meta.llama3-3-70b-instruct-v1:0",
        ],
      ],
    ],
  },
  {
    family: "Llama 3.2",
    developer: "Meta",
    contextTokens: 131_072,
    rows: [
      [
        "llama-3.2-1b-instruct",
        "Llama 3.2 1B Instruct",
        1.24,
        fullModel({
          layers: 16,
          hiddenSize: 2048,
          queryHeads: 32,
          kvHeads: 8,
          headDim: 64,
          vocabulary: 128_256,
          isTied: true,
          source: mlc,
        }),
        ["llama-v3p2-1b-instruct", "llama-3.2-1b-preview", "meta.llama3-2-1b-instruct-v1:0"],
      ],
      [
        "llama-3.2-3b-instruct",
        "Llama 3.2 3B Instruct",
        3.21,
        fullModel({
          layers: 28,
          hiddenSize: 3072,
          queryHeads: 24,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 128_256,
          isTied: true,
          source: mlc,
        }),
        [
          "llama-v3p2-3b-instruct",
          "llama-3.2-3b-preview",
          "llama-3.2-3b-instruct-turbo",
          "meta.llama3-2-3b-instruct-v1:0",
        ],
      ],
      [
        "llama-3.2-11b-vision-instruct",
        "Llama 3.2 11B Vision Instruct",
        10.6,
        null,
        [
          "llama-v3p2-11b-vision-instruct",
          "llama-3.2-11b-vision-preview",
          "llama-3.2-11b-vision-instruct-turbo",
          "meta.llama3-2-11b-instruct-v1:0",
        ],
      ],
      [
        "llama-3.2-90b-vision-instruct",
        "Llama 3.2 90B Vision Instruct",
        88.8,
        null,
        [
          "llama-v3p2-90b-vision-instruct",
          "llama-3.2-90b-vision-preview",
          "llama-3.2-90b-vision-instruct-turbo",
          "meta.llama3-2-90b-instruct-v1:0",
        ],
      ],
    ],
  },
  {
    family: "Llama 3.1",
    developer: "Meta",
    contextTokens: 131_072,
    rows: [
      [
        "llama-3.1-8b-instruct",
        "Llama 3.1 8B Instruct",
        8.03,
        llama3Small,
        [
          "llama-v3p1-8b-instruct",
          "llama-3.1-8b-instant",
          "llama-3.1-8b-turbo",
          "llama-3.1-8b-instruct-turbo",
          "meta-llama-3.1-8b-instruct",
          "meta-llama-3.1-8b-instruct-turbo",
          "meta.llama3-1-8b-instruct-v1:0",
        ],
      ],
      [
        "llama-3.1-70b-instruct",
        "Llama 3.1 70B Instruct",
        70.6,
        llama3Large,
        [
          "llama-v3p1-70b-instruct",
          "llama-3.1-70b-versatile",
          "llama-3.1-70b-instruct-turbo",
          "meta-llama-3.1-70b-instruct",
          "meta-llama-3.1-70b-instruct-turbo",
          "meta.llama3-1-70b-instruct-v1:0",
        ],
      ],
      [
        "llama-3.1-405b-instruct",
        "Llama 3.1 405B Instruct",
        405.9,
        llama405b,
        [
          "llama-v3p1-405b-instruct",
          "llama-3.1-405b-reasoning",
          "llama-3.1-405b-instruct-turbo",
          "meta-llama-3.1-405b-instruct",
          "meta-llama-3.1-405b-instruct-turbo",
          "meta.llama3-1-405b-instruct-v1:0",
        ],
      ],
    ],
  },
  {
    family: "Llama 3",
    developer: "Meta",
    contextTokens: 8192,
    rows: [
      [
        "llama-3-8b-instruct",
        "Llama 3 8B Instruct",
        8.03,
        llama3Small,
        [
          "llama-v3-8b-instruct",
          "llama3-8b-8192",
          "llama-3-8b-chat-hf",
          "meta-llama-3-8b-instruct",
          "meta-llama-3-8b-instruct-lite",
          "meta-llama-3-8b-instruct-turbo",
          "meta.llama3-8b-instruct-v1:0",
        ],
      ],
      [
        "llama-3-70b-instruct",
        "Llama 3 70B Instruct",
        70.6,
        llama3Large,
        [
          "llama-v3-70b-instruct",
          "llama3-70b-8192",
          "llama-3-70b-chat-hf",
          "meta-llama-3-70b-instruct",
          "meta-llama-3-70b-instruct-lite",
          "meta-llama-3-70b-instruct-turbo",
          "meta.llama3-70b-instruct-v1:0",
        ],
      ],
    ],
  },
  {
    family: "Llama 2",
    developer: "Meta",
    contextTokens: 4096,
    rows: [
      ["llama-2-7b-chat", "Llama 2 7B Chat", 6.74, llama7b, ["llama-2-7b-chat-hf", "llama-v2-7b-chat"]],
      ["llama-2-13b-chat", "Llama 2 13B Chat", 13.0, llama13b, ["llama-2-13b-chat-hf", "llama-v2-13b-chat"]],
      [
        "llama-2-70b-chat",
        "Llama 2 70B Chat",
        69.0,
        llama2Large,
        ["llama-2-70b-chat-hf", "llama-v2-70b-chat", "llama2-70b-4096"],
      ],
    ],
  },
  {
    family: "Llama Guard",
    developer: "Meta",
    contextTokens: 131_072,
    rows: [
      ["llama-guard-3-8b", "Llama Guard 3 8B", 8.03, llama3Small, ["meta-llama-guard-3-8b"]],
      ["llama-guard-4-12b", "Llama Guard 4 12B", 12, null, []],
    ],
  },
  {
    family: "Code Llama",
    developer: "Meta",
    contextTokens: 16_384,
    rows: [
      ["codellama-7b-instruct", "Code Llama 7B Instruct", 6.74, llama7b, ["codellama-7b-instruct-hf"]],
      ["codellama-13b-instruct", "Code Llama 13B Instruct", 13.0, llama13b, ["codellama-13b-instruct-hf"]],
      [
        "codellama-34b-instruct",
        "Code Llama 34B Instruct",
        33.7,
        fullModel({
          layers: 48,
          hiddenSize: 8192,
          queryHeads: 64,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 32_000,
          source: litgpt,
        }),
        ["codellama-34b-instruct-hf"],
      ],
      [
        "codellama-70b-instruct",
        "Code Llama 70B Instruct",
        69.0,
        llama2Large,
        ["codellama-70b-instruct-hf"],
        null,
      ],
    ],
  },
];
