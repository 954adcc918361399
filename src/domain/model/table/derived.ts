import { fullModel } from "../architecture";
import { llama2Large, llama3Large, llama3Small, llama7b, llama13b, llama405b } from "../shapes/llama";
import { mlc } from "../shapes/sources";
import { mistral7b, mixtral7b } from "./mistral";
import { yi34b } from "./others";
import type { ModelGroup } from "./row";

const redPajama3b = fullModel({
  layers: 32,
  hiddenSize: 2560,
  queryHeads: 32,
  kvHeads: 32,
  headDim: 80,
  vocabulary: 50_432,
  source: mlc,
});
const solar = fullModel({
  layers: 48,
  hiddenSize: 4096,
  queryHeads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 32_000,
  source:
    "https://huggingface.co/jjourney1125/M-SOLAR-10.7B-v1.0/blob/60b6963a3d906f66b003364473d7a136f1b27621/config.json",
});

/** Further trainings of Mistral 7B do not say of which version: they are counted without its window, which is the most. */
export const derivedModels: readonly ModelGroup[] = [
  {
    family: "Hermes",
    developer: "Nous Research",
    contextTokens: 131_072,
    rows: [
      ["hermes-4-70b", "Hermes 4 70B", 70.6, llama3Large, []],
      ["hermes-4-405b", "Hermes 4 405B", 405.9, llama405b, []],
      ["hermes-2-pro-llama-3-8b", "Hermes 2 Pro Llama 3 8B", 8.03, llama3Small, [], 8192],
      [
        "nous-hermes-2-mixtral-8x7b-dpo",
        "Nous Hermes 2 Mixtral 8x7B DPO",
        [46.7, 12.9],
        mixtral7b,
        [],
        32_768,
      ],
      [
        "nous-hermes-2-mixtral-8x7b-sft",
        "Nous Hermes 2 Mixtral 8x7B SFT",
        [46.7, 12.9],
        mixtral7b,
        [],
        32_768,
      ],
      ["nous-hermes-2-yi-34b", "Nous Hermes 2 Yi 34B", 34.4, yi34b, [], 4096],
      ["nous-hermes-llama2-7b", "Nous Hermes Llama 2 7B", 6.74, llama7b, [], 4096],
      ["nous-hermes-llama2-13b", "Nous Hermes Llama 2 13B", 13.0, llama13b, [], 4096],
      ["nous-capybara-7b-v1.9", "Nous Capybara 7B v1.9", 7.24, mistral7b, [], null],
    ],
  },
  {
    family: "SEA-LION v4",
    developer: "AI Singapore",
    contextTokens: null,
    rows: [
      ["gemma-sea-lion-v4-27b-it", "Gemma SEA-LION v4 27B IT", 27.4, null, []],
      ["qwen-sea-lion-v4-32b-it", "Qwen SEA-LION v4 32B IT", 32.8, null, []],
    ],
  },
  {
    family: "RedPajama-INCITE",
    developer: "Together",
    contextTokens: 2048,
    rows: [
      ["redpajama-incite-base-3b-v1", "RedPajama-INCITE Base 3B v1", 2.8, redPajama3b, []],
      ["redpajama-incite-chat-3b-v1", "RedPajama-INCITE Chat 3B v1", 2.8, redPajama3b, []],
      ["redpajama-incite-instruct-3b-v1", "RedPajama-INCITE Instruct 3B v1", 2.8, redPajama3b, []],
      ["redpajama-incite-7b-base", "RedPajama-INCITE 7B Base", 6.9, null, []],
      ["redpajama-incite-7b-chat", "RedPajama-INCITE 7B Chat", 6.9, null, []],
      ["redpajama-incite-7b-instruct", "RedPajama-INCITE 7B Instruct", 6.9, null, []],
    ],
  },
  {
    family: "Together's own",
    developer: "Together",
    contextTokens: null,
    rows: [
      ["gpt-jt-moderation-6b", "GPT-JT Moderation 6B", 6.05, null, [], 2048],
      ["llama-2-7b-32k-instruct", "Llama 2 7B 32K Instruct", 6.74, llama7b, [], 32_768],
      ["stripedhyena-hessian-7b", "StripedHyena Hessian 7B", 7.65, null, []],
      ["stripedhyena-nous-7b", "StripedHyena Nous 7B", 7.65, null, []],
    ],
  },
  {
    family: "Llama 3 Groq Tool Use",
    developer: "Groq",
    contextTokens: 8192,
    rows: [
      [
        "llama-3-groq-8b-tool-use",
        "Llama 3 Groq 8B Tool Use",
        8.03,
        llama3Small,
        ["llama3-groq-8b-8192-tool-use-preview"],
      ],
      [
        "llama-3-groq-70b-tool-use",
        "Llama 3 Groq 70B Tool Use",
        70.6,
        llama3Large,
        ["llama3-groq-70b-8192-tool-use-preview"],
      ],
    ],
  },
  {
    family: "Sao10K Llama 3",
    developer: "Sao10K",
    contextTokens: 8192,
    rows: [
      ["l3-8b-lunaris-v1", "L3 8B Lunaris v1", 8.03, llama3Small, []],
      ["l3-8b-stheno-v3.2", "L3 8B Stheno v3.2", 8.03, llama3Small, []],
      ["l3-70b-euryale-v2.1", "L3 70B Euryale v2.1", 70.6, llama3Large, []],
    ],
  },
  {
    family: "Vicuna",
    developer: "LMSYS",
    contextTokens: 4096,
    rows: [
      ["vicuna-7b-v1.5", "Vicuna 7B v1.5", 6.74, llama7b, []],
      ["vicuna-13b-v1.5", "Vicuna 13B v1.5", 13.0, llama13b, []],
    ],
  },
  {
    family: "WizardLM",
    developer: "WizardLM",
    contextTokens: 4096,
    rows: [["wizardlm-13b-v1.2", "WizardLM 13B v1.2", 13.0, llama13b, []]],
  },
  {
    family: "Alpaca",
    developer: "Stanford",
    contextTokens: 2048,
    rows: [["alpaca-7b", "Alpaca 7B", 6.74, llama7b, []]],
  },
  {
    family: "Platypus 2",
    developer: "garage-bAInd",
    contextTokens: 4096,
    rows: [["platypus2-70b-instruct", "Platypus2 70B Instruct", 69.0, llama2Large, []]],
  },
  {
    family: "NexusRaven",
    developer: "Nexusflow",
    contextTokens: 16_384,
    rows: [["nexusraven-v2-13b", "NexusRaven V2 13B", 13.0, llama13b, []]],
  },
  {
    family: "Chronos Hermes",
    developer: "Austism",
    contextTokens: 2048,
    rows: [["chronos-hermes-13b", "Chronos Hermes 13B", 13.0, llama13b, []]],
  },
  {
    family: "MythoMax",
    developer: "Gryphe",
    contextTokens: 4096,
    rows: [["mythomax-l2-13b", "MythoMax L2 13B", 13.0, llama13b, []]],
  },
  {
    family: "Undi95",
    developer: "Undi95",
    contextTokens: null,
    rows: [
      ["remm-slerp-l2-13b", "ReMM SLERP L2 13B", 13.0, llama13b, [], 4096],
      ["toppy-m-7b", "Toppy M 7B", 7.24, mistral7b, []],
    ],
  },
  {
    family: "OpenHermes",
    developer: "Teknium",
    contextTokens: null,
    rows: [
      ["openhermes-2-mistral-7b", "OpenHermes 2 Mistral 7B", 7.24, mistral7b, []],
      ["openhermes-2.5-mistral-7b", "OpenHermes 2.5 Mistral 7B", 7.24, mistral7b, []],
    ],
  },
  {
    family: "OpenOrca",
    developer: "Open-Orca",
    contextTokens: null,
    rows: [["mistral-7b-openorca", "Mistral 7B OpenOrca", 7.24, mistral7b, []]],
  },
  {
    family: "OpenChat",
    developer: "OpenChat",
    contextTokens: 8192,
    rows: [["openchat-3.5-1210", "OpenChat 3.5 1210", 7.24, mistral7b, []]],
  },
  {
    family: "Snorkel",
    developer: "Snorkel AI",
    contextTokens: 32_768,
    rows: [["snorkel-mistral-pairrm-dpo", "Snorkel Mistral PairRM DPO", 7.24, mistral7b, []]],
  },
  {
    family: "SOLAR",
    developer: "Upstage",
    contextTokens: 4096,
    rows: [["solar-10.7b-instruct-v1.0", "SOLAR 10.7B Instruct v1.0", 10.7, solar, []]],
  },
  {
    family: "DictaLM",
    developer: "Dicta",
    contextTokens: null,
    rows: [["dictalm-3.0-24b-thinking", "DictaLM 3.0 24B Thinking", 24, null, []]],
  },
  {
    family: "Swallow",
    developer: "Institute of Science Tokyo",
    contextTokens: 131_072,
    rows: [
      ["llama-3.3-swallow-70b-instruct-v0.4", "Llama 3.3 Swallow 70B Instruct v0.4", 70.6, llama3Large, []],
    ],
  },
];
