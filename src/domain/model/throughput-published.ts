import type { ModelArchitecture } from "./architecture";
import { llama3Large, llama3Small, llama405b } from "./shapes/llama";
import { mixtral7b } from "./table/mistral";

/**
 * Published measurements with which `throughput.test.ts` checks the default assumptions of `rent-or-call`.
 *
 * TensorRT-LLM 0.17, output tokens a second, requests sent without pause, weights and KV cache of `bits` bits, decimals dropped.
 * All Llama 3.1 rows are here, but only some of the Mixtral rows. All requests of a run have the same length and more than 2,000
 * may run at once, so this is serving at its best.
 * Source: https://github.com/NVIDIA/TensorRT-LLM/blob/258c7540c03517def55d9a5aadfa9288af474e1b/docs/source/performance/perf-overview.md
 */
export type PublishedRun = {
  model: keyof typeof publishedModels;
  gpuId: string;
  vramGib: number;
  gpuCount: number;
  bits: 16 | 8;
  lengths: Lengths;
  outputTokensPerSecond: number;
};

type Lengths = readonly [inputTokens: number, outputTokens: number];

/** From the models' published configs. */
export const publishedModels = {
  "8b": dense(8.03, llama3Small),
  "70b": dense(70.6, llama3Large),
  "405b": dense(405, llama405b),
  "8x7b": {
    parametersBillion: 46.7,
    activeParametersBillion: 12.9,
    architecture: mixtral7b,
    contextTokens: null,
  },
} as const;

const gpus = {
  h200: { gpuId: "h200-sxm-141", vramGib: 141, bits: 8 },
  h100: { gpuId: "h100-sxm-80", vramGib: 80, bits: 8 },
  l40s: { gpuId: "l40s-48", vramGib: 48, bits: 8 },
  a100: { gpuId: "a100-sxm-80", vramGib: 80, bits: 16 },
} as const;

const lengths: readonly Lengths[] = [
  [128, 128],
  [128, 2048],
  [128, 4096],
  [500, 2000],
  [1000, 1000],
  [2048, 128],
  [2048, 2048],
  [5000, 500],
  [20_000, 2000],
];

type Row = readonly [
  model: keyof typeof publishedModels,
  gpuCount: number,
  gpu: keyof typeof gpus,
  speeds: readonly number[],
];

/** `speeds` are in the order of `lengths`. */
// biome-ignore format: a table is read by its columns.
const rows: readonly Row[] = [
  ["8b", 1, "h200", [29_526, 25_398, 17_370, 21_020, 17_537, 3794, 11_968, 3987, 1804]],
  ["8b", 1, "h100", [28_836, 21_109, 13_593, 16_500, 15_244, 3556, 9488, 3559, 1401]],
  ["8b", 1, "l40s", [9104, 5365, 3025, 4273, 4054, 1066, 2225, 981, 328]],
  ["8b", 1, "a100", [6627, 5256, 3453, 4276, 3786, 799, 2424, 825, 330]],
  ["70b", 1, "h200", [4020, 4165, 2651, 3018, 2823, 466, 1913, 560, 279]],
  ["70b", 2, "h200", [6823, 8290, 6526, 6848, 5164, 809, 4183, 1025, 640]],
  ["70b", 2, "h100", [6645, 6169, 3897, 4972, 4390, 772, 2898, 919, 443]],
  ["70b", 4, "h100", [11_127, 11_511, 7439, 9836, 7431, 1302, 5480, 1602, 920]],
  ["70b", 4, "a100", [2733, 2811, 1976, 2275, 1921, 325, 1393, 392, 212]],
  ["70b", 4, "l40s", [1523, 1942, 1440, 1634, 1209, 177, 969, 249, 162]],
  ["70b", 8, "h100", [14_730, 17_061, 14_171, 14_679, 11_451, 1923, 8801, 2457, 1512]],
  ["70b", 8, "a100", [4717, 5241, 3724, 4445, 3320, 542, 2553, 696, 413]],
  ["70b", 8, "l40s", [1464, 2303, 2018, 1972, 1333, 176, 1200, 259, 209]],
  ["405b", 8, "h200", [3874, 5938, 5168, 5084, 3399, 463, 2940, 669, 535]],
  ["8x7b", 1, "h200", [17_157, 15_095, 9534, 12_105, 10_371, 2009, 6940, 2309, 1151]],
  ["8x7b", 2, "h100", [27_451, 22_830, 14_237]],
];

export const publishedRuns: readonly PublishedRun[] = rows.flatMap(([model, gpuCount, gpu, speeds]) =>
  lengths.flatMap((pair, index) => {
    const outputTokensPerSecond = speeds[index];
    return outputTokensPerSecond === undefined
      ? []
      : [{ model, gpuCount, ...gpus[gpu], lengths: pair, outputTokensPerSecond }];
  }),
);

function dense(parametersBillion: number, architecture: ModelArchitecture) {
  return { parametersBillion, activeParametersBillion: parametersBillion, architecture, contextTokens: null };
}
