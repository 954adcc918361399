import { fullModel, latent, mixedModel } from "../architecture";
import { llama3Large, llama3Small } from "../shapes/llama";
import { qwen25Large, qwen25Medium, qwen25Small } from "../shapes/qwen";
import { configCopy, litgpt } from "../shapes/sources";
import type { ModelGroup } from "./row";

const latentHeads = { queryHeads: 128, rank: 512, rotaryDim: 64, plainDim: 128, valueDim: 128 };
const size = { layers: 61, hiddenSize: 7168, vocabulary: 129_280 };
const v3 = mixedModel({ ...size, source: configCopy("deepseek-ai--DeepSeek-V3") }, [latent(61, latentHeads)]);
/** From here on, each layer also keeps an index from which the attention chooses 2,048 tokens. */
const v32 = mixedModel({ ...size, source: configCopy("deepseek-ai--DeepSeek-V3.2") }, [
  latent(61, { ...latentHeads, indexedLayers: 61, indexDim: 128 }),
]);
const coder33b = fullModel({
  layers: 62,
  hiddenSize: 7168,
  queryHeads: 56,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 32_256,
  source:
    "https://huggingface.co/codefuse-ai/CodeFuse-DeepSeek-33B-4bits/blob/eaa10ca65bbb737beba31eb48c107f80f8498459/config.json",
});

/** Qwen2.5 1.5B with an output layer of its own, hence 1.78 instead of 1.54 billion. */
const distilledTiny = fullModel({
  layers: 28,
  hiddenSize: 1536,
  queryHeads: 12,
  kvHeads: 2,
  headDim: 128,
  vocabulary: 151_936,
  source: litgpt,
});

export const deepseekModels: readonly ModelGroup[] = [
  {
    family: "DeepSeek V4",
    developer: "DeepSeek",
    contextTokens: 1_048_576,
    // Each layer compresses its cache by 4 or 128; how engines lay that out we have not read, so the cache is unknown.
    rows: [
      ["deepseek-v4-flash", "DeepSeek V4 Flash", [284, 13], null, []],
      ["deepseek-v4-pro", "DeepSeek V4 Pro", [1600, 49], null, []],
    ],
  },
  {
    family: "DeepSeek V3",
    developer: "DeepSeek",
    contextTokens: 163_840,
    rows: [
      ["deepseek-v3", "DeepSeek V3", [671, 37], v3, ["deepseek-v3-1226"]],
      ["deepseek-v3-0324", "DeepSeek V3 0324", [671, 37], v3, ["deepseek-v3-0324-turbo"]],
      ["deepseek-v3.1", "DeepSeek V3.1", [671, 37], v3, []],
      ["deepseek-v3.1-terminus", "DeepSeek V3.1 Terminus", [671, 37], v3, []],
      ["deepseek-v3.2-exp", "DeepSeek V3.2 Exp", [671, 37], v32, []],
      ["deepseek-v3.2", "DeepSeek V3.2", [671, 37], v32, []],
      ["deepseek-prover-v2-671b", "DeepSeek Prover V2 671B", [671, 37], v3, []],
    ],
  },
  {
    family: "DeepSeek R1",
    developer: "DeepSeek",
    contextTokens: 163_840,
    rows: [
      ["deepseek-r1", "DeepSeek R1", [671, 37], v3, ["deepseek-r1-turbo", "deepseek.r1-v1:0"]],
      ["deepseek-r1-0528", "DeepSeek R1 0528", [671, 37], v3, ["deepseek-r1-0528-turbo"]],
    ],
  },
  {
    family: "DeepSeek R1 Distill",
    developer: "DeepSeek",
    contextTokens: 131_072,
    rows: [
      ["deepseek-r1-distill-llama-8b", "DeepSeek R1 Distill Llama 8B", 8.03, llama3Small, []],
      ["deepseek-r1-distill-llama-70b", "DeepSeek R1 Distill Llama 70B", 70.6, llama3Large, []],
      ["deepseek-r1-distill-qwen-1.5b", "DeepSeek R1 Distill Qwen 1.5B", 1.78, distilledTiny, []],
      ["deepseek-r1-distill-qwen-7b", "DeepSeek R1 Distill Qwen 7B", 7.62, qwen25Small, []],
      ["deepseek-r1-distill-qwen-14b", "DeepSeek R1 Distill Qwen 14B", 14.8, qwen25Medium, []],
      ["deepseek-r1-distill-qwen-32b", "DeepSeek R1 Distill Qwen 32B", 32.8, qwen25Large, []],
    ],
  },
  {
    family: "DeepSeek Coder",
    developer: "DeepSeek",
    contextTokens: 16_384,
    rows: [["deepseek-coder-33b-instruct", "DeepSeek Coder 33B Instruct", 33.3, coder33b, []]],
  },
  {
    family: "Cogito",
    developer: "Deep Cogito",
    contextTokens: 163_840,
    rows: [["cogito-671b-v2.1", "Cogito 671B v2.1", [671, 37], v3, []]],
  },
];
