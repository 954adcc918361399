import { full, mamba2, mixedModel } from "../architecture";
import { configCopy } from "../shapes/sources";
import type { ModelGroup } from "./row";

const mamba = { headDim: 64, stateDim: 128, groups: 8, kernel: 4 };
const heads = { queryHeads: 32, kvHeads: 2, headDim: 128 };
/** Mamba-2, experts and a few attention layers (`hybrid_override_pattern`). */
const nano3 = mixedModel(
  {
    layers: 52,
    hiddenSize: 2688,
    vocabulary: 131_072,
    source: configCopy("nvidia--NVIDIA-Nemotron-3-Nano-30B-A3B-BF16"),
  },
  [full(6, heads), mamba2(23, { ...mamba, heads: 64 })],
);
const super3 = mixedModel(
  {
    layers: 88,
    hiddenSize: 4096,
    vocabulary: 131_072,
    source: configCopy("nvidia--NVIDIA-Nemotron-3-Super-120B-A12B-FP8"),
  },
  [full(8, heads), mamba2(40, { ...mamba, heads: 128 })],
);
const ultra3 = mixedModel(
  {
    layers: 108,
    hiddenSize: 8192,
    vocabulary: 131_072,
    source: configCopy("nvidia--NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16"),
  },
  [full(12, { ...heads, queryHeads: 64 }), mamba2(48, { ...mamba, heads: 256 })],
);

export const nvidiaModels: readonly ModelGroup[] = [
  {
    family: "Nemotron",
    developer: "NVIDIA",
    contextTokens: 131_072,
    rows: [
      [
        "llama-3.1-nemotron-ultra-253b-v1",
        "Llama 3.1 Nemotron Ultra 253B v1",
        253,
        null,
        ["llama-3_1-nemotron-ultra-253b-v1"],
      ],
      [
        "nemotron-nano-9b-v2",
        "Nemotron Nano 9B v2",
        8.9,
        null,
        ["nvidia-nemotron-nano-9b-v2", "nvidia.nemotron-nano-9b-v2:0"],
      ],
      ["nemotron-nano-12b-v2", "Nemotron Nano 12B v2", 12.3, null, ["nvidia-nemotron-nano-12b-v2"]],
      [
        "nemotron-3-nano-30b-a3b",
        "Nemotron 3 Nano 30B-A3B",
        [31.6, 3],
        nano3,
        ["nvidia-nemotron-3-nano-30b-a3b", "nvidia.nemotron-nano-3-30b:0"],
        262_144,
      ],
      [
        "nemotron-3-super-120b-a12b",
        "Nemotron 3 Super 120B-A12B",
        [120, 12],
        super3,
        ["nvidia-nemotron-3-super-120b-a12b", "nvidia.nemotron-super-3-120b:0"],
        262_144,
      ],
      ["nemotron-3-ultra", "Nemotron 3 Ultra", [550, 55], ultra3, [], 262_144],
    ],
  },
];
