import { deltaNet, full, fullModel, mixedModel } from "../architecture";
import type { ModelGroup } from "./row";
import { configCopy, litgpt, slime } from "./sources";

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
const qwen25Largest = fullModel({
  layers: 80,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 152_064,
  source: litgpt,
});
const qwen3Tiny = fullModel({
  layers: 36,
  hiddenSize: 2560,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  isTied: true,
  source: litgpt,
});
const qwen3Mixture30b = fullModel({
  layers: 48,
  hiddenSize: 2048,
  queryHeads: 32,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-30B-A3B"),
});
const qwen3Mixture235b = fullModel({
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
const next80b = deltaNetModel(
  { layers: 48, hiddenSize: 2048, vocabulary: 151_936, source: slime("qwen3-next-80B-A3B") },
  { queryHeads: 16, kvHeads: 2 },
  32,
);

const vl30b = fullModel({
  layers: 48,
  hiddenSize: 2048,
  queryHeads: 32,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-VL-30B-A3B-Instruct"),
});
const vl235b = fullModel({
  layers: 94,
  hiddenSize: 4096,
  queryHeads: 64,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 151_936,
  source: configCopy("Qwen--Qwen3-VL-235B-A22B-Instruct"),
});
const vl7b = fullModel({
  layers: 28,
  hiddenSize: 3584,
  queryHeads: 28,
  kvHeads: 4,
  headDim: 128,
  vocabulary: 152_064,
  source: "https://ollama.com/ingu627/Qwen2.5-VL-7B-Instruct-Q5_K_M:latest/blobs/449bd4afc793",
});
const qwen15Small = fullModel({
  layers: 32,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 128,
  vocabulary: 151_936,
  source:
    "https://huggingface.co/Qwen/Qwen1.5-7B-Chat/blob/c893e33b7355e09bd215b8c3fbde3b6bef3d2864/config.json",
});
const qwen15Medium = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 40,
  kvHeads: 40,
  headDim: 128,
  vocabulary: 152_064,
  source: "https://huggingface.co/MACLAB-HFUT/PsycoLLM/blob/main/config.json",
});
const qwen15Largest = fullModel({
  layers: 80,
  hiddenSize: 8192,
  queryHeads: 64,
  kvHeads: 64,
  headDim: 128,
  vocabulary: 152_064,
  source:
    "https://huggingface.co/Qwen/Qwen1.5-72B-Chat/blob/3eebb4deedb8c952318504d9afc9b335fcb7bc84/config.json",
});

export const alibabaModels: readonly ModelGroup[] = [
  {
    family: "Qwen3.7",
    developer: "Alibaba",
    contextTokens: null,
    rows: [["qwen3.7-plus", "Qwen3.7 Plus", null, null, []]],
  },
  {
    family: "Qwen3.6",
    developer: "Alibaba",
    contextTokens: null,
    rows: [["qwen3.6-plus", "Qwen3.6 Plus", null, null, []]],
  },
  {
    family: "Qwen3.5",
    developer: "Alibaba",
    contextTokens: null,
    rows: [
      [
        "qwen3.5-9b",
        "Qwen3.5 9B",
        9.41,
        deltaNetModel(
          {
            layers: 32,
            hiddenSize: 4096,
            vocabulary: 248_320,
            source: "https://huggingface.co/khtsly/Mini-Coder/blob/main/config.json",
          },
          { queryHeads: 16, kvHeads: 4 },
          32,
        ),
        [],
      ],
      [
        "qwen3.5-27b",
        "Qwen3.5 27B",
        27.36,
        deltaNetModel(qwen35("Qwen3.5-27B", 64, 5120), { queryHeads: 24, kvHeads: 4 }, 48),
        [],
      ],
      [
        "qwen3.5-35b-a3b",
        "Qwen3.5 35B-A3B",
        [35.1, 3],
        deltaNetModel(qwen35("Qwen3.5-35B-A3B", 40, 2048), { queryHeads: 16, kvHeads: 2 }, 32),
        [],
      ],
      [
        "qwen3.5-122b-a10b",
        "Qwen3.5 122B-A10B",
        [122.6, 10],
        deltaNetModel(qwen35("Qwen3.5-122B-A10B", 48, 3072), { queryHeads: 32, kvHeads: 2 }, 64),
        [],
      ],
      [
        "qwen3.5-397b-a17b",
        "Qwen3.5 397B-A17B",
        [397, 17],
        deltaNetModel(qwen35("Qwen3.5-397B-A17B", 60, 4096), { queryHeads: 32, kvHeads: 2 }, 64),
        [],
      ],
    ],
  },
  {
    family: "Qwen3",
    developer: "Alibaba",
    contextTokens: 131_072,
    rows: [
      [
        "qwen3-8b",
        "Qwen3 8B",
        8.19,
        fullModel({
          layers: 36,
          hiddenSize: 4096,
          queryHeads: 32,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 151_936,
          source: configCopy("Qwen--Qwen3-8B"),
        }),
        [],
      ],
      [
        "qwen3-14b",
        "Qwen3 14B",
        14.8,
        fullModel({
          layers: 40,
          hiddenSize: 5120,
          queryHeads: 40,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 151_936,
          source: litgpt,
        }),
        [],
      ],
      [
        "qwen3-32b",
        "Qwen3 32B",
        32.76,
        fullModel({
          layers: 64,
          hiddenSize: 5120,
          queryHeads: 64,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 151_936,
          source: configCopy("Qwen--Qwen3-32B"),
        }),
        ["qwen.qwen3-32b-v1:0"],
      ],
      ["qwen3-30b-a3b", "Qwen3 30B-A3B", [30.5, 3.3], qwen3Mixture30b, []],
      ["qwen3-235b-a22b", "Qwen3 235B-A22B", [235, 22], qwen3Mixture235b, []],
      ["qwen3-4b-instruct-2507", "Qwen3 4B Instruct 2507", 4.02, qwen3Tiny, [], 262_144],
      ["qwen3-4b-thinking-2507", "Qwen3 4B Thinking 2507", 4.02, qwen3Tiny, [], 262_144],
      [
        "qwen3-30b-a3b-instruct-2507",
        "Qwen3 30B-A3B Instruct 2507",
        [30.5, 3.3],
        qwen3Mixture30b,
        [],
        262_144,
      ],
      [
        "qwen3-30b-a3b-thinking-2507",
        "Qwen3 30B-A3B Thinking 2507",
        [30.5, 3.3],
        qwen3Mixture30b,
        [],
        262_144,
      ],
      [
        "qwen3-235b-a22b-instruct-2507",
        "Qwen3 235B-A22B Instruct 2507",
        [235, 22],
        qwen3Mixture235b,
        ["qwen3-235b-a22b-instruct-2507-tput"],
        262_144,
      ],
      [
        "qwen3-235b-a22b-thinking-2507",
        "Qwen3 235B-A22B Thinking 2507",
        [235, 22],
        qwen3Mixture235b,
        [],
        262_144,
      ],
    ],
  },
  {
    family: "Qwen3 Coder",
    developer: "Alibaba",
    contextTokens: 262_144,
    rows: [
      [
        "qwen3-coder-30b-a3b-instruct",
        "Qwen3 Coder 30B-A3B Instruct",
        [30.5, 3.3],
        qwen3Mixture30b,
        ["qwen.qwen3-coder-30b-a3b-v1:0"],
      ],
      [
        "qwen3-coder-480b-a35b-instruct",
        "Qwen3 Coder 480B-A35B Instruct",
        [480, 35],
        fullModel({
          layers: 62,
          hiddenSize: 6144,
          queryHeads: 96,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 151_936,
          source: configCopy("Qwen--Qwen3-Coder-480B-A35B-Instruct"),
        }),
        ["qwen3-coder-480b-a35b-instruct-turbo", "qwen.qwen3-coder-480b-a35b-v1:0"],
      ],
      ["qwen3-coder-next", "Qwen3 Coder Next", [80, 3], null, []],
    ],
  },
  {
    family: "Qwen3 Next",
    developer: "Alibaba",
    contextTokens: 262_144,
    rows: [
      ["qwen3-next-80b-a3b-instruct", "Qwen3 Next 80B-A3B Instruct", [80, 3], next80b, []],
      ["qwen3-next-80b-a3b-thinking", "Qwen3 Next 80B-A3B Thinking", [80, 3], next80b, []],
    ],
  },
  {
    family: "Qwen3 VL",
    developer: "Alibaba",
    contextTokens: 262_144,
    rows: [
      [
        "qwen3-vl-8b-instruct",
        "Qwen3 VL 8B Instruct",
        8.8,
        fullModel({
          layers: 36,
          hiddenSize: 4096,
          queryHeads: 32,
          kvHeads: 8,
          headDim: 128,
          vocabulary: 151_936,
          source: configCopy("Qwen--Qwen3-VL-8B-Instruct"),
        }),
        [],
      ],
      ["qwen3-vl-30b-a3b-instruct", "Qwen3 VL 30B-A3B Instruct", [30.5, 3], vl30b, []],
      ["qwen3-vl-30b-a3b-thinking", "Qwen3 VL 30B-A3B Thinking", [30.5, 3], vl30b, []],
      ["qwen3-vl-235b-a22b-instruct", "Qwen3 VL 235B-A22B Instruct", [235, 22], vl235b, []],
      ["qwen3-vl-235b-a22b-thinking", "Qwen3 VL 235B-A22B Thinking", [235, 22], vl235b, []],
    ],
  },
  {
    family: "QwQ",
    developer: "Alibaba",
    contextTokens: 131_072,
    rows: [["qwq-32b", "QwQ 32B", 32.5, qwen25Large, []]],
  },
  {
    family: "Qwen2.5",
    developer: "Alibaba",
    contextTokens: 131_072,
    rows: [
      ["qwen2.5-7b-instruct", "Qwen2.5 7B Instruct", 7.62, qwen25Small, ["qwen2.5-7b-instruct-turbo"]],
      ["qwen2.5-14b-instruct", "Qwen2.5 14B Instruct", 14.7, qwen25Medium, []],
      ["qwen2.5-32b-instruct", "Qwen2.5 32B Instruct", 32.5, qwen25Large, []],
      ["qwen2.5-72b-instruct", "Qwen2.5 72B Instruct", 72.7, qwen25Largest, ["qwen2.5-72b-instruct-turbo"]],
    ],
  },
  {
    family: "Qwen2.5 Coder",
    developer: "Alibaba",
    contextTokens: 131_072,
    rows: [
      [
        "qwen2.5-coder-3b-instruct",
        "Qwen2.5 Coder 3B Instruct",
        3.09,
        fullModel({
          layers: 36,
          hiddenSize: 2048,
          queryHeads: 16,
          kvHeads: 2,
          headDim: 128,
          vocabulary: 151_936,
          isTied: true,
          source: litgpt,
        }),
        [],
        32_768,
      ],
      ["qwen2.5-coder-7b", "Qwen2.5 Coder 7B", 7.62, qwen25Small, []],
      ["qwen2.5-coder-7b-instruct", "Qwen2.5 Coder 7B Instruct", 7.62, qwen25Small, []],
      ["qwen2.5-coder-32b-instruct", "Qwen2.5 Coder 32B Instruct", 32.5, qwen25Large, []],
    ],
  },
  {
    family: "Qwen2.5 VL",
    developer: "Alibaba",
    contextTokens: 128_000,
    rows: [
      ["qwen2.5-vl-7b-instruct", "Qwen2.5 VL 7B Instruct", 8.29, vl7b, []],
      ["qwen2.5-vl-72b-instruct", "Qwen2.5 VL 72B Instruct", 73.4, null, []],
    ],
  },
  {
    family: "Qwen1.5",
    developer: "Alibaba",
    contextTokens: 32_768,
    rows: [
      ["qwen1.5-0.5b", "Qwen1.5 0.5B", 0.62, null, []],
      ["qwen1.5-0.5b-chat", "Qwen1.5 0.5B Chat", 0.62, null, []],
      [
        "qwen1.5-1.8b",
        "Qwen1.5 1.8B",
        1.84,
        fullModel({
          layers: 24,
          hiddenSize: 2048,
          queryHeads: 16,
          kvHeads: 16,
          headDim: 128,
          vocabulary: 151_936,
          source: "https://huggingface.co/XinNuyoah/model-2.0/blob/main/config.json",
        }),
        [],
      ],
      [
        "qwen1.5-1.8b-chat",
        "Qwen1.5 1.8B Chat",
        1.84,
        fullModel({
          layers: 24,
          hiddenSize: 2048,
          queryHeads: 16,
          kvHeads: 16,
          headDim: 128,
          vocabulary: 151_936,
          source: "https://huggingface.co/XinNuyoah/model-2.0/blob/main/config.json",
        }),
        [],
      ],
      [
        "qwen1.5-4b",
        "Qwen1.5 4B",
        3.95,
        fullModel({
          layers: 40,
          hiddenSize: 2560,
          queryHeads: 20,
          kvHeads: 20,
          headDim: 128,
          vocabulary: 151_936,
          source: "https://huggingface.co/ricdomolm/ttt-mc-qwen-1.5-4b/blob/main/config.json",
        }),
        [],
      ],
      [
        "qwen1.5-4b-chat",
        "Qwen1.5 4B Chat",
        3.95,
        fullModel({
          layers: 40,
          hiddenSize: 2560,
          queryHeads: 20,
          kvHeads: 20,
          headDim: 128,
          vocabulary: 151_936,
          source: "https://huggingface.co/ricdomolm/ttt-mc-qwen-1.5-4b/blob/main/config.json",
        }),
        [],
      ],
      ["qwen1.5-7b", "Qwen1.5 7B", 7.72, qwen15Small, []],
      ["qwen1.5-7b-chat", "Qwen1.5 7B Chat", 7.72, qwen15Small, []],
      ["qwen1.5-14b", "Qwen1.5 14B", 14.2, qwen15Medium, []],
      ["qwen1.5-14b-chat", "Qwen1.5 14B Chat", 14.2, qwen15Medium, []],
      ["qwen1.5-72b", "Qwen1.5 72B", 72.3, qwen15Largest, []],
      ["qwen1.5-72b-chat", "Qwen1.5 72B Chat", 72.3, qwen15Largest, []],
    ],
  },
];
