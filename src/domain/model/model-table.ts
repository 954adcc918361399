import type { ModelArchitecture } from "./workload";

/**
 * One model. `names` are the names that providers use besides the id and the display name, without the namespace before the last
 * slash. Case and separators do not matter.
 *
 * `parameters`: all of them in billions, [all, read for one token] for a mixture of experts. It is the developer's figure, or the
 * one in the name if the model card gives none more precise; null if the developer does not state it.
 * `contextTokens` takes precedence over the group's.
 */
export type ModelRow = readonly [
  id: string,
  name: string,
  parameters: number | readonly [all: number, active: number] | null,
  architecture: ModelArchitecture | null,
  names: readonly string[],
  contextTokens?: number | null,
];

export type ModelGroup = {
  family: string;
  developer: string;
  /** As trained or, if the card says so, as extended by YaRN; null if we are not certain. */
  contextTokens: number | null;
  rows: readonly ModelRow[];
};

const shape = (layers: number, hiddenSize: number, kvHeads: number, headDim: number): ModelArchitecture => ({
  layers,
  hiddenSize,
  kvHeads,
  headDim,
});

/**
 * Multi-head latent attention caches one vector of 512 + 64 per token and layer, shared by all heads, instead of keys and values
 * per head (DeepSeek-V2, 2024, section 2.1.2). That equals one head with 288 each for key and value.
 */
const latent = (layers: number, hiddenSize: number) => shape(layers, hiddenSize, 1, 288);

const llama7b = shape(32, 4096, 32, 128);
const llama13b = shape(40, 5120, 40, 128);
const llama3Small = shape(32, 4096, 8, 128);
const llama3Large = shape(80, 8192, 8, 128);
const llama405b = shape(126, 16_384, 8, 128);
const llama4 = shape(48, 5120, 8, 128);
const mixtral7b = shape(32, 4096, 8, 128);
const mixtral22b = shape(56, 6144, 8, 128);
const mistralSmall = shape(40, 5120, 8, 128);
const qwen25Tiny = shape(28, 1536, 2, 128);
const qwen25Small = shape(28, 3584, 4, 128);
const qwen25Medium = shape(48, 5120, 8, 128);
const qwen25Large = shape(64, 5120, 8, 128);
const qwen25Largest = shape(80, 8192, 8, 128);
const qwen3Tiny = shape(36, 2560, 8, 128);
const qwen3Mixture30b = shape(48, 2048, 4, 128);
const qwen3Mixture235b = shape(94, 4096, 4, 128);
const deepseek = latent(61, 7168);
const gptOss20b = shape(24, 2880, 8, 64);
const gptOss120b = shape(36, 2880, 8, 64);
const phi4 = shape(40, 5120, 10, 128);
const phi3Mini = shape(32, 3072, 32, 96);
const glmAir = shape(46, 4096, 8, 128);

/**
 * Every model that our price feeds name or that people rent GPUs for, with figures from its published card and config.
 *
 * Same weights, same id. A different size, version, date, base or instruct, vision or text, reasoning or not, or further
 * training makes a different model. The same checkpoint served in fewer bits ("Turbo", "Lite", FP8, NVFP4), with a shorter context
 * or with speculative decoding does not: the provider says so in its name for the model, which every price keeps and shows.
 */
export const modelGroups: readonly ModelGroup[] = [
  {
    family: "Llama 4",
    developer: "Meta",
    contextTokens: 1_048_576,
    rows: [
      [
        "llama-4-maverick-17b-128e-instruct",
        "Llama 4 Maverick 17B 128E Instruct",
        [400, 17],
        llama4,
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
        llama4,
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
        shape(16, 2048, 8, 64),
        ["llama-v3p2-1b-instruct", "llama-3.2-1b-preview", "meta.llama3-2-1b-instruct-v1:0"],
      ],
      [
        "llama-3.2-3b-instruct",
        "Llama 3.2 3B Instruct",
        3.21,
        shape(28, 3072, 8, 128),
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
        llama3Large,
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
        shape(48, 8192, 8, 128),
        ["codellama-34b-instruct-hf"],
      ],
      [
        "codellama-70b-instruct",
        "Code Llama 70B Instruct",
        69.0,
        llama3Large,
        ["codellama-70b-instruct-hf"],
        null,
      ],
    ],
  },
  {
    family: "gpt-oss",
    developer: "OpenAI",
    contextTokens: 131_072,
    rows: [
      ["gpt-oss-20b", "gpt-oss 20B", [20.9, 3.6], gptOss20b, ["openai.gpt-oss-20b-1:0"]],
      [
        "gpt-oss-120b",
        "gpt-oss 120B",
        [116.8, 5.1],
        gptOss120b,
        ["gpt-oss-120b-turbo", "openai.gpt-oss-120b-1:0"],
      ],
      ["gpt-oss-safeguard-20b", "gpt-oss-safeguard 20B", [20.9, 3.6], gptOss20b, []],
    ],
  },
  {
    family: "DeepSeek V4",
    developer: "DeepSeek",
    contextTokens: null,
    rows: [
      ["deepseek-v4-flash", "DeepSeek V4 Flash", null, null, []],
      ["deepseek-v4-pro", "DeepSeek V4 Pro", null, null, []],
    ],
  },
  {
    family: "DeepSeek V3",
    developer: "DeepSeek",
    contextTokens: 163_840,
    rows: [
      ["deepseek-v3", "DeepSeek V3", [671, 37], deepseek, ["deepseek-v3-1226"]],
      ["deepseek-v3-0324", "DeepSeek V3 0324", [671, 37], deepseek, ["deepseek-v3-0324-turbo"]],
      ["deepseek-v3.1", "DeepSeek V3.1", [671, 37], deepseek, []],
      ["deepseek-v3.1-terminus", "DeepSeek V3.1 Terminus", [671, 37], deepseek, []],
      // From here on, the model also caches a sparse index, which the formula does not include.
      ["deepseek-v3.2-exp", "DeepSeek V3.2 Exp", [671, 37], null, []],
      ["deepseek-v3.2", "DeepSeek V3.2", [671, 37], null, []],
      ["deepseek-prover-v2-671b", "DeepSeek Prover V2 671B", [671, 37], deepseek, []],
    ],
  },
  {
    family: "DeepSeek R1",
    developer: "DeepSeek",
    contextTokens: 163_840,
    rows: [
      ["deepseek-r1", "DeepSeek R1", [671, 37], deepseek, ["deepseek-r1-turbo", "deepseek.r1-v1:0"]],
      ["deepseek-r1-0528", "DeepSeek R1 0528", [671, 37], deepseek, ["deepseek-r1-0528-turbo"]],
    ],
  },
  {
    family: "DeepSeek R1 Distill",
    developer: "DeepSeek",
    contextTokens: 131_072,
    rows: [
      ["deepseek-r1-distill-llama-8b", "DeepSeek R1 Distill Llama 8B", 8.03, llama3Small, []],
      ["deepseek-r1-distill-llama-70b", "DeepSeek R1 Distill Llama 70B", 70.6, llama3Large, []],
      ["deepseek-r1-distill-qwen-1.5b", "DeepSeek R1 Distill Qwen 1.5B", 1.78, qwen25Tiny, []],
      ["deepseek-r1-distill-qwen-7b", "DeepSeek R1 Distill Qwen 7B", 7.62, qwen25Small, []],
      ["deepseek-r1-distill-qwen-14b", "DeepSeek R1 Distill Qwen 14B", 14.8, qwen25Medium, []],
      ["deepseek-r1-distill-qwen-32b", "DeepSeek R1 Distill Qwen 32B", 32.8, qwen25Large, []],
    ],
  },
  {
    family: "DeepSeek Coder",
    developer: "DeepSeek",
    contextTokens: 16_384,
    rows: [["deepseek-coder-33b-instruct", "DeepSeek Coder 33B Instruct", 33.3, shape(62, 7168, 8, 128), []]],
  },
  {
    family: "Kimi K2",
    developer: "Moonshot AI",
    contextTokens: 262_144,
    rows: [
      ["kimi-k2-instruct", "Kimi K2 Instruct", [1000, 32], deepseek, ["kimi-k2-instruct-0711"], 131_072],
      ["kimi-k2-instruct-0905", "Kimi K2 Instruct 0905", [1000, 32], deepseek, []],
      ["kimi-k2-thinking", "Kimi K2 Thinking", [1000, 32], deepseek, []],
      ["kimi-k2.5", "Kimi K2.5", [1000, 32], null, []],
      ["kimi-k2.6", "Kimi K2.6", null, null, [], null],
      ["kimi-k2.7-code", "Kimi K2.7 Code", null, null, [], null],
    ],
  },
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
      ["qwen3.5-9b", "Qwen3.5 9B", 9, null, []],
      ["qwen3.5-27b", "Qwen3.5 27B", 27, null, []],
      ["qwen3.5-35b-a3b", "Qwen3.5 35B-A3B", [35, 3], null, []],
      ["qwen3.5-122b-a10b", "Qwen3.5 122B-A10B", [122, 10], null, []],
      ["qwen3.5-397b-a17b", "Qwen3.5 397B-A17B", [397, 17], null, []],
    ],
  },
  {
    family: "Qwen3",
    developer: "Alibaba",
    contextTokens: 131_072,
    rows: [
      ["qwen3-8b", "Qwen3 8B", 8.19, shape(36, 4096, 8, 128), []],
      ["qwen3-14b", "Qwen3 14B", 14.8, shape(40, 5120, 8, 128), []],
      ["qwen3-32b", "Qwen3 32B", 32.8, shape(64, 5120, 8, 128), ["qwen.qwen3-32b-v1:0"]],
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
        shape(62, 6144, 8, 128),
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
      ["qwen3-next-80b-a3b-instruct", "Qwen3 Next 80B-A3B Instruct", [80, 3], null, []],
      ["qwen3-next-80b-a3b-thinking", "Qwen3 Next 80B-A3B Thinking", [80, 3], null, []],
    ],
  },
  {
    family: "Qwen3 VL",
    developer: "Alibaba",
    contextTokens: 262_144,
    rows: [
      ["qwen3-vl-8b-instruct", "Qwen3 VL 8B Instruct", 8.8, null, []],
      ["qwen3-vl-30b-a3b-instruct", "Qwen3 VL 30B-A3B Instruct", [30, 3], null, []],
      ["qwen3-vl-30b-a3b-thinking", "Qwen3 VL 30B-A3B Thinking", [30, 3], null, []],
      ["qwen3-vl-235b-a22b-instruct", "Qwen3 VL 235B-A22B Instruct", [235, 22], null, []],
      ["qwen3-vl-235b-a22b-thinking", "Qwen3 VL 235B-A22B Thinking", [235, 22], null, []],
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
      ["qwen2.5-coder-3b-instruct", "Qwen2.5 Coder 3B Instruct", 3.09, shape(36, 2048, 2, 128), [], 32_768],
      ["qwen2.5-coder-7b", "Qwen2.5 Coder 7B", 7.61, qwen25Small, []],
      ["qwen2.5-coder-7b-instruct", "Qwen2.5 Coder 7B Instruct", 7.61, qwen25Small, []],
      ["qwen2.5-coder-32b-instruct", "Qwen2.5 Coder 32B Instruct", 32.5, qwen25Large, []],
    ],
  },
  {
    family: "Qwen2.5 VL",
    developer: "Alibaba",
    contextTokens: 128_000,
    rows: [
      ["qwen2.5-vl-7b-instruct", "Qwen2.5 VL 7B Instruct", 8.29, qwen25Small, []],
      ["qwen2.5-vl-72b-instruct", "Qwen2.5 VL 72B Instruct", 73.4, qwen25Largest, []],
    ],
  },
  {
    family: "Qwen1.5",
    developer: "Alibaba",
    contextTokens: 32_768,
    rows: [
      ["qwen1.5-0.5b", "Qwen1.5 0.5B", 0.62, shape(24, 1024, 16, 64), []],
      ["qwen1.5-0.5b-chat", "Qwen1.5 0.5B Chat", 0.62, shape(24, 1024, 16, 64), []],
      ["qwen1.5-1.8b", "Qwen1.5 1.8B", 1.84, shape(24, 2048, 16, 128), []],
      ["qwen1.5-1.8b-chat", "Qwen1.5 1.8B Chat", 1.84, shape(24, 2048, 16, 128), []],
      ["qwen1.5-4b", "Qwen1.5 4B", 3.95, shape(40, 2560, 20, 128), []],
      ["qwen1.5-4b-chat", "Qwen1.5 4B Chat", 3.95, shape(40, 2560, 20, 128), []],
      ["qwen1.5-7b", "Qwen1.5 7B", 7.72, llama7b, []],
      ["qwen1.5-7b-chat", "Qwen1.5 7B Chat", 7.72, llama7b, []],
      ["qwen1.5-14b", "Qwen1.5 14B", 14.2, llama13b, []],
      ["qwen1.5-14b-chat", "Qwen1.5 14B Chat", 14.2, llama13b, []],
      ["qwen1.5-72b", "Qwen1.5 72B", 72.3, shape(80, 8192, 64, 128), []],
      ["qwen1.5-72b-chat", "Qwen1.5 72B Chat", 72.3, shape(80, 8192, 64, 128), []],
    ],
  },
  {
    family: "Gemma 4",
    developer: "Google",
    contextTokens: null,
    rows: [
      ["gemma-4-26b-a4b-it", "Gemma 4 26B-A4B IT", [26, 4], null, []],
      ["gemma-4-31b-it", "Gemma 4 31B IT", 31, null, []],
    ],
  },
  {
    family: "Gemma 3",
    developer: "Google",
    contextTokens: 131_072,
    rows: [
      ["gemma-3-4b-it", "Gemma 3 4B IT", 4.3, shape(34, 2560, 4, 256), ["google.gemma-3-4b-it"]],
      ["gemma-3-12b-it", "Gemma 3 12B IT", 12.2, shape(48, 3840, 8, 256), ["google.gemma-3-12b-it"]],
      [
        "gemma-3-27b-it",
        "Gemma 3 27B IT",
        27.4,
        shape(62, 5376, 16, 128),
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
      ["gemma-2-2b-it", "Gemma 2 2B IT", 2.61, shape(26, 2304, 4, 256), ["gemma2-2b-it"]],
      ["gemma-2-9b-it", "Gemma 2 9B IT", 9.24, shape(42, 3584, 8, 256), ["gemma2-9b-it"]],
      ["gemma-2-27b-it", "Gemma 2 27B IT", 27.2, shape(46, 4608, 16, 128), ["gemma2-27b-it"]],
    ],
  },
  {
    family: "Gemma",
    developer: "Google",
    contextTokens: 8192,
    rows: [
      ["gemma-2b", "Gemma 2B", 2.51, shape(18, 2048, 1, 256), []],
      ["gemma-2b-it", "Gemma 2B IT", 2.51, shape(18, 2048, 1, 256), []],
      ["gemma-7b", "Gemma 7B", 8.54, shape(28, 3072, 16, 256), []],
      ["gemma-7b-it", "Gemma 7B IT", 8.54, shape(28, 3072, 16, 256), []],
    ],
  },
  {
    family: "Mistral 7B",
    developer: "Mistral AI",
    contextTokens: 32_768,
    rows: [
      ["mistral-7b-v0.1", "Mistral 7B v0.1", 7.24, llama3Small, [], 8192],
      ["mistral-7b-instruct-v0.1", "Mistral 7B Instruct v0.1", 7.24, llama3Small, [], 8192],
      [
        "mistral-7b-instruct-v0.2",
        "Mistral 7B Instruct v0.2",
        7.24,
        llama3Small,
        ["mistral.mistral-7b-instruct-v0:2"],
      ],
      ["mistral-7b-instruct-v0.3", "Mistral 7B Instruct v0.3", 7.25, llama3Small, ["mistral-7b-instruct-v3"]],
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
        23.6,
        mistralSmall,
        ["mistral-small-3-24b-instruct"],
        32_768,
      ],
      ["mistral-small-3.1-24b-instruct-2503", "Mistral Small 3.1 24B Instruct 2503", 24, mistralSmall, []],
      ["mistral-small-3.2-24b-instruct-2506", "Mistral Small 3.2 24B Instruct 2506", 24, mistralSmall, []],
      ["magistral-small-2509", "Magistral Small 2509", 24, mistralSmall, ["mistral.magistral-small-2509"]],
    ],
  },
  {
    family: "Mistral",
    developer: "Mistral AI",
    contextTokens: null,
    rows: [
      ["mistral-nemo-instruct-2407", "Mistral Nemo Instruct 2407", 12.2, mistralSmall, [], 131_072],
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
        null,
        ["mistral.ministral-3-3b-instruct"],
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
  {
    family: "Phi-4",
    developer: "Microsoft",
    contextTokens: 16_384,
    rows: [
      ["phi-4", "Phi-4", 14.7, phi4, []],
      ["phi-4-reasoning", "Phi-4 Reasoning", 14.7, phi4, [], 32_768],
      ["phi-4-reasoning-plus", "Phi-4 Reasoning Plus", 14.7, phi4, [], 32_768],
      ["phi-4-mini-instruct", "Phi-4 Mini Instruct", 3.84, shape(32, 3072, 8, 128), [], 131_072],
      ["phi-4-multimodal-instruct", "Phi-4 Multimodal Instruct", 5.6, null, [], 131_072],
    ],
  },
  {
    family: "Phi-3",
    developer: "Microsoft",
    contextTokens: 131_072,
    rows: [
      ["phi-3-mini-128k-instruct", "Phi-3 Mini 128K Instruct", 3.82, phi3Mini, []],
      ["phi-3-medium-128k-instruct", "Phi-3 Medium 128K Instruct", 14.0, phi4, []],
      ["phi-3.5-mini-instruct", "Phi-3.5 Mini Instruct", 3.82, phi3Mini, ["phi-3.5-mini-128k-instruct"]],
    ],
  },
  {
    family: "Phi-2",
    developer: "Microsoft",
    contextTokens: 2048,
    rows: [["phi-2", "Phi-2", 2.78, shape(32, 2560, 32, 80), []]],
  },
  {
    family: "WizardLM 2",
    developer: "Microsoft",
    contextTokens: 65_536,
    rows: [["wizardlm-2-8x22b", "WizardLM-2 8x22B", [141, 39], mixtral22b, []]],
  },
  {
    family: "GLM",
    developer: "Z.ai",
    contextTokens: null,
    rows: [
      ["glm-4-32b-0414", "GLM-4 32B 0414", 32, null, [], 32_768],
      ["glm-4.5", "GLM-4.5", [355, 32], shape(92, 5120, 8, 128), [], 131_072],
      ["glm-4.5-air", "GLM-4.5 Air", [106, 12], glmAir, [], 131_072],
      ["glm-4.5v", "GLM-4.5V", [106, 12], null, [], 65_536],
      ["glm-4.6", "GLM-4.6", [355, 32], null, [], 202_752],
      ["glm-4.6v-flash", "GLM-4.6V Flash", 9, null, [], 131_072],
      ["glm-4.7", "GLM-4.7", null, null, [], 202_752],
      ["glm-4.7-flash", "GLM-4.7 Flash", null, null, []],
      ["glm-5", "GLM-5", null, null, []],
      ["glm-5.1", "GLM-5.1", null, null, []],
      ["glm-5.2", "GLM-5.2", null, null, []],
      ["autoglm-phone-9b-multilingual", "AutoGLM Phone 9B Multilingual", 9, null, []],
    ],
  },
  {
    family: "MiniMax",
    developer: "MiniMax",
    contextTokens: null,
    rows: [
      ["minimax-m1-80k", "MiniMax M1 80K", [456, 45.9], null, [], 1_000_000],
      ["minimax-m2", "MiniMax M2", [230, 10], shape(62, 3072, 8, 128), [], 196_608],
      ["minimax-m2.1", "MiniMax M2.1", null, null, []],
      ["minimax-m2.7", "MiniMax M2.7", null, null, []],
      ["minimax-m3", "MiniMax M3", null, null, []],
    ],
  },
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
        [30, 3],
        null,
        ["nvidia-nemotron-3-nano-30b-a3b", "nvidia.nemotron-nano-3-30b:0"],
        null,
      ],
      [
        "nemotron-3-super-120b-a12b",
        "Nemotron 3 Super 120B-A12B",
        [120, 12],
        null,
        ["nvidia-nemotron-3-super-120b-a12b", "nvidia.nemotron-super-3-120b:0"],
        null,
      ],
      ["nemotron-3-ultra", "Nemotron 3 Ultra", null, null, [], null],
    ],
  },
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
      ["nous-hermes-2-yi-34b", "Nous Hermes 2 Yi 34B", 34.4, shape(60, 7168, 8, 128), [], 4096],
      ["nous-hermes-llama2-7b", "Nous Hermes Llama 2 7B", 6.74, llama7b, [], 4096],
      ["nous-hermes-llama2-13b", "Nous Hermes Llama 2 13B", 13.0, llama13b, [], 4096],
      ["nous-capybara-7b-v1.9", "Nous Capybara 7B v1.9", 7.24, llama3Small, [], null],
    ],
  },
  {
    family: "ERNIE 4.5",
    developer: "Baidu",
    contextTokens: 131_072,
    rows: [
      ["ernie-4.5-21b-a3b-pt", "ERNIE 4.5 21B-A3B PT", [21, 3], null, ["ernie-4.5-21b-a3b"]],
      ["ernie-4.5-300b-a47b-base-pt", "ERNIE 4.5 300B-A47B Base PT", [300, 47], null, []],
      ["ernie-4.5-vl-28b-a3b-pt", "ERNIE 4.5 VL 28B-A3B PT", [28, 3], null, ["ernie-4.5-vl-28b-a3b"]],
      ["ernie-4.5-vl-424b-a47b-base-pt", "ERNIE 4.5 VL 424B-A47B Base PT", [424, 47], null, []],
    ],
  },
  {
    family: "OLMo",
    developer: "Ai2",
    contextTokens: 65_536,
    rows: [
      ["olmo-7b", "OLMo 7B", 6.89, null, [], 2048],
      ["olmo-7b-instruct", "OLMo 7B Instruct", 6.89, null, [], 2048],
      ["olmo-3-7b-instruct", "OLMo 3 7B Instruct", 7, null, []],
      ["olmo-3.1-32b-instruct", "OLMo 3.1 32B Instruct", 32, null, []],
    ],
  },
  {
    family: "Yi",
    developer: "01.AI",
    contextTokens: 4096,
    rows: [
      ["yi-6b", "Yi 6B", 6.06, shape(32, 4096, 4, 128), []],
      ["yi-34b", "Yi 34B", 34.4, shape(60, 7168, 8, 128), []],
    ],
  },
  {
    family: "Apertus",
    developer: "Swiss AI Initiative",
    contextTokens: 65_536,
    rows: [
      ["apertus-8b-instruct-2509", "Apertus 8B Instruct 2509", 8, null, []],
      ["apertus-70b-instruct-2509", "Apertus 70B Instruct 2509", 70, null, []],
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
      ["redpajama-incite-base-3b-v1", "RedPajama-INCITE Base 3B v1", 2.8, null, []],
      ["redpajama-incite-chat-3b-v1", "RedPajama-INCITE Chat 3B v1", 2.8, null, []],
      ["redpajama-incite-instruct-3b-v1", "RedPajama-INCITE Instruct 3B v1", 2.8, null, []],
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
    rows: [["platypus2-70b-instruct", "Platypus2 70B Instruct", 69.0, llama3Large, []]],
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
      ["toppy-m-7b", "Toppy M 7B", 7.24, llama3Small, []],
    ],
  },
  {
    family: "OpenHermes",
    developer: "Teknium",
    contextTokens: null,
    rows: [
      ["openhermes-2-mistral-7b", "OpenHermes 2 Mistral 7B", 7.24, llama3Small, []],
      ["openhermes-2.5-mistral-7b", "OpenHermes 2.5 Mistral 7B", 7.24, llama3Small, []],
    ],
  },
  {
    family: "OpenOrca",
    developer: "Open-Orca",
    contextTokens: null,
    rows: [["mistral-7b-openorca", "Mistral 7B OpenOrca", 7.24, llama3Small, []]],
  },
  {
    family: "OpenChat",
    developer: "OpenChat",
    contextTokens: 8192,
    rows: [["openchat-3.5-1210", "OpenChat 3.5 1210", 7.24, llama3Small, []]],
  },
  {
    family: "Snorkel",
    developer: "Snorkel AI",
    contextTokens: 32_768,
    rows: [["snorkel-mistral-pairrm-dpo", "Snorkel Mistral PairRM DPO", 7.24, llama3Small, []]],
  },
  {
    family: "SOLAR",
    developer: "Upstage",
    contextTokens: 4096,
    rows: [["solar-10.7b-instruct-v1.0", "SOLAR 10.7B Instruct v1.0", 10.7, shape(48, 4096, 8, 128), []]],
  },
  {
    family: "MiMo",
    developer: "Xiaomi",
    contextTokens: 262_144,
    rows: [["mimo-v2-flash", "MiMo V2 Flash", [309, 15], null, []]],
  },
  {
    family: "DictaLM",
    developer: "Dicta",
    contextTokens: null,
    rows: [["dictalm-3.0-24b-thinking", "DictaLM 3.0 24B Thinking", 24, null, []]],
  },
  {
    family: "EuroLLM",
    developer: "UTTER",
    contextTokens: null,
    rows: [["eurollm-22b-instruct-2512", "EuroLLM 22B Instruct 2512", 22, null, []]],
  },
  {
    family: "Swallow",
    developer: "Institute of Science Tokyo",
    contextTokens: 131_072,
    rows: [
      ["llama-3.3-swallow-70b-instruct-v0.4", "Llama 3.3 Swallow 70B Instruct v0.4", 70.6, llama3Large, []],
    ],
  },
  {
    family: "INTELLECT",
    developer: "Prime Intellect",
    contextTokens: 131_072,
    rows: [["intellect-3", "INTELLECT-3", [106, 12], glmAir, []]],
  },
  {
    family: "Rnj",
    developer: "Essential AI",
    contextTokens: 32_768,
    rows: [["rnj-1-instruct", "Rnj-1 Instruct", 8.3, null, []]],
  },
  {
    family: "Apriel",
    developer: "ServiceNow",
    contextTokens: null,
    rows: [["apriel-1.6-15b-thinker", "Apriel 1.6 15B Thinker", 15, null, []]],
  },
  {
    family: "Cogito",
    developer: "Deep Cogito",
    contextTokens: 163_840,
    rows: [["cogito-671b-v2.1", "Cogito 671B v2.1", [671, 37], deepseek, []]],
  },
];
