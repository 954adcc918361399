import { full, fullModel, mixedModel, windowed } from "../architecture";
import { configCopy, litgpt } from "../shapes/sources";
import type { ModelGroup } from "./row";

const gemma2b = fullModel({
  layers: 18,
  hiddenSize: 2048,
  queryHeads: 8,
  kvHeads: 1,
  headDim: 256,
  vocabulary: 256_000,
  isTied: true,
  source: litgpt,
});
const gemma7b = fullModel({
  layers: 28,
  hiddenSize: 3072,
  queryHeads: 16,
  kvHeads: 16,
  headDim: 256,
  vocabulary: 256_000,
  isTied: true,
  source: litgpt,
});

/** The layers without a window have fewer and wider heads. */
const gemma4Mixture = mixedModel(
  {
    layers: 30,
    hiddenSize: 2816,
    vocabulary: 262_144,
    isTied: true,
    source: configCopy("google--gemma-4-26B-A4B"),
  },
  [
    windowed(1024, 25, { queryHeads: 16, kvHeads: 8, headDim: 256 }),
    full(5, { queryHeads: 16, kvHeads: 2, headDim: 512 }),
  ],
);
const gemma4Dense = mixedModel(
  {
    layers: 60,
    hiddenSize: 5376,
    vocabulary: 262_144,
    isTied: true,
    source: configCopy("nvidia--Gemma-4-31B-IT-NVFP4"),
  },
  [
    windowed(1024, 50, { queryHeads: 32, kvHeads: 16, headDim: 256 }),
    full(10, { queryHeads: 32, kvHeads: 4, headDim: 512 }),
  ],
);

export const googleModels: readonly ModelGroup[] = [
  {
    family: "Gemma 4",
    developer: "Google",
    contextTokens: 262_144,
    rows: [
      ["gemma-4-26b-a4b-it", "Gemma 4 26B-A4B IT", [25.8, 4], gemma4Mixture, []],
      ["gemma-4-31b-it", "Gemma 4 31B IT", 31.27, gemma4Dense, []],
    ],
  },
  {
    family: "Gemma 3",
    developer: "Google",
    contextTokens: 131_072,
    rows: [
      [
        "gemma-3-4b-it",
        "Gemma 3 4B IT",
        4.3,
        mixedModel({ layers: 34, hiddenSize: 2560, vocabulary: 262_144, isTied: true, source: litgpt }, [
          windowed(1024, 29, { queryHeads: 8, kvHeads: 4, headDim: 256 }),
          full(5, { queryHeads: 8, kvHeads: 4, headDim: 256 }),
        ]),
        ["google.gemma-3-4b-it"],
      ],
      [
        "gemma-3-12b-it",
        "Gemma 3 12B IT",
        12.2,
        mixedModel({ layers: 48, hiddenSize: 3840, vocabulary: 262_144, isTied: true, source: litgpt }, [
          windowed(1024, 40, { queryHeads: 16, kvHeads: 8, headDim: 256 }),
          full(8, { queryHeads: 16, kvHeads: 8, headDim: 256 }),
        ]),
        ["google.gemma-3-12b-it"],
      ],
      [
        "gemma-3-27b-it",
        "Gemma 3 27B IT",
        27.4,
        mixedModel({ layers: 62, hiddenSize: 5376, vocabulary: 262_144, isTied: true, source: litgpt }, [
          windowed(1024, 52, { queryHeads: 32, kvHeads: 16, headDim: 128 }),
          full(10, { queryHeads: 32, kvHeads: 16, headDim: 128 }),
        ]),
        ["gemma-3-27b-instruct", "google.gemma-3-27b-it"],
      ],
      ["gemma-3n-e4b-it", "Gemma 3n E4B IT", 8, null, [], 32_768],
    ],
  },
  {
    family: "Gemma 2",
    developer: "Google",
    contextTokens: 8192,
    rows: [
      [
        "gemma-2-2b-it",
        "Gemma 2 2B IT",
        2.61,
        mixedModel({ layers: 26, hiddenSize: 2304, vocabulary: 256_000, isTied: true, source: litgpt }, [
          windowed(4096, 13, { queryHeads: 8, kvHeads: 4, headDim: 256 }),
          full(13, { queryHeads: 8, kvHeads: 4, headDim: 256 }),
        ]),
        ["gemma2-2b-it"],
      ],
      [
        "gemma-2-9b-it",
        "Gemma 2 9B IT",
        9.24,
        mixedModel({ layers: 42, hiddenSize: 3584, vocabulary: 256_000, isTied: true, source: litgpt }, [
          windowed(4096, 21, { queryHeads: 16, kvHeads: 8, headDim: 256 }),
          full(21, { queryHeads: 16, kvHeads: 8, headDim: 256 }),
        ]),
        ["gemma2-9b-it"],
      ],
      [
        "gemma-2-27b-it",
        "Gemma 2 27B IT",
        27.2,
        mixedModel({ layers: 46, hiddenSize: 4608, vocabulary: 256_000, isTied: true, source: litgpt }, [
          windowed(4096, 23, { queryHeads: 32, kvHeads: 16, headDim: 128 }),
          full(23, { queryHeads: 32, kvHeads: 16, headDim: 128 }),
        ]),
        ["gemma2-27b-it"],
      ],
    ],
  },
  {
    family: "Gemma",
    developer: "Google",
    contextTokens: 8192,
    rows: [
      ["gemma-2b", "Gemma 2B", 2.51, gemma2b, []],
      ["gemma-2b-it", "Gemma 2B IT", 2.51, gemma2b, []],
      ["gemma-7b", "Gemma 7B", 8.54, gemma7b, []],
      ["gemma-7b-it", "Gemma 7B IT", 8.54, gemma7b, []],
    ],
  },
];
