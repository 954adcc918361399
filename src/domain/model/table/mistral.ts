import { fullModel, mixedModel, windowed } from "../architecture";
import { configCopy, litgpt, mlc } from "../shapes/sources";
import type { ModelGroup } from "./row";

const sevenHeads = { queryHeads: 32, kvHeads: 8, headDim: 128 };
/** Version 0.1 has a window of 4,096 tokens in every layer; later versions have none. */
const mistral7bWindowed = mixedModel({ layers: 32, hiddenSize: 4096, vocabulary: 32_000, source: litgpt }, [
  windowed(4096, 32, sevenHeads),
]);
export const mistral7b = fullModel({
  layers: 32,
  hiddenSize: 4096,
  ...sevenHeads,
  vocabulary: 32_000,
  source: litgpt,
});
export const mixtral7b = fullModel({
  layers: 32,
  hiddenSize: 4096,
  ...sevenHeads,
  vocabulary: 32_000,
  source: configCopy("mistralai--Mixtral-8x7B-v0.1"),
});
export const mixtral22b = fullModel({
  layers: 56,
  hiddenSize: 6144,
  queryHeads: 48,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 32_000,
  source: configCopy("mistralai--Mixtral-8x22B-v0.1"),
});
const small24b = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 131_072,
  source: "https://huggingface.co/unsloth/Mistral-Small-24B-Instruct-2501-GGUF/blob/main/config.json",
});
const small32 = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 131_072,
  source: "https://huggingface.co/darkc0de/3.2test/blob/main/config.json",
});
const nemo = fullModel({
  layers: 40,
  hiddenSize: 5120,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 131_072,
  source:
    "https://github.com/kevinstephano/thunder_model_blocks/blob/a23dd8fe87e974d06332635cfd3064614c47ae27/thunder_model_blocks/mistral/mistral_config.py",
});
const ministral3b = fullModel({
  layers: 26,
  hiddenSize: 3072,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 131_072,
  isTied: true,
  source: mlc,
});

export const mistralModels: readonly ModelGroup[] = [
  {
    family: "Mistral 7B",
    developer: "Mistral AI",
    contextTokens: 32_768,
    rows: [
      ["mistral-7b-v0.1", "Mistral 7B v0.1", 7.24, mistral7bWindowed, [], 8192],
      ["mistral-7b-instruct-v0.1", "Mistral 7B Instruct v0.1", 7.24, mistral7bWindowed, [], 8192],
      [
        "mistral-7b-instruct-v0.2",
        "Mistral 7B Instruct v0.2",
        7.24,
        mistral7b,
        ["mistral.mistral-7b-instruct-v0:2"],
      ],
      ["mistral-7b-instruct-v0.3", "Mistral 7B Instruct v0.3", 7.25, mistral7b, ["mistral-7b-instruct-v3"]],
    ],
  },
  {
    family: "Mixtral",
    developer: "Mistral AI",
    contextTokens: 32_768,
    rows: [
      ["mixtral-8x7b-v0.1", "Mixtral 8x7B v0.1", [46.7, 12.9], mixtral7b, []],
      [
        "mixtral-8x7b-instruct-v0.1",
        "Mixtral 8x7B Instruct v0.1",
        [46.7, 12.9],
        mixtral7b,
        ["mixtral-8x7b-32768", "mixtral-8x7b-instruct", "mistral.mixtral-8x7b-instruct-v0:1"],
      ],
      [
        "mixtral-8x22b-instruct-v0.1",
        "Mixtral 8x22B Instruct v0.1",
        [141, 39],
        mixtral22b,
        ["mixtral-8x22b-instruct"],
        65_536,
      ],
    ],
  },
  {
    family: "Mistral Small",
    developer: "Mistral AI",
    contextTokens: 131_072,
    rows: [
      [
        "mistral-small-24b-instruct-2501",
        "Mistral Small 24B Instruct 2501",
        23.57,
        small24b,
        ["mistral-small-3-24b-instruct"],
        32_768,
      ],
      ["mistral-small-3.1-24b-instruct-2503", "Mistral Small 3.1 24B Instruct 2503", 24, null, []],
      ["mistral-small-3.2-24b-instruct-2506", "Mistral Small 3.2 24B Instruct 2506", 24, small32, []],
      ["magistral-small-2509", "Magistral Small 2509", 24, null, ["mistral.magistral-small-2509"]],
    ],
  },
  {
    family: "Mistral",
    developer: "Mistral AI",
    contextTokens: null,
    rows: [
      ["mistral-nemo-instruct-2407", "Mistral Nemo Instruct 2407", 12.2, nemo, [], 131_072],
      ["mistral-saba-24b", "Mistral Saba 24B", 24, null, []],
      [
        "mistral-large-3-675b-instruct-2512",
        "Mistral Large 3 675B Instruct 2512",
        [675, 41],
        null,
        ["mistral.mistral-large-3-675b-instruct"],
      ],
      [
        "devstral-2-123b-instruct-2512",
        "Devstral 2 123B Instruct 2512",
        123,
        null,
        ["mistral.devstral-2-123b"],
      ],
      [
        "ministral-3-3b-instruct-2512",
        "Ministral 3 3B Instruct 2512",
        3,
        ministral3b,
        ["mistral.ministral-3-3b-instruct"],
        262_144,
      ],
      [
        "ministral-3-8b-instruct-2512",
        "Ministral 3 8B Instruct 2512",
        8,
        null,
        ["mistral.ministral-3-8b-instruct"],
      ],
      [
        "ministral-3-14b-instruct-2512",
        "Ministral 3 14B Instruct 2512",
        14,
        null,
        ["mistral.ministral-3-14b-instruct"],
      ],
    ],
  },
];
