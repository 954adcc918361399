/** A published checkpoint of a model of our table, and where its size was read. */
export type PublishedCheckpoint = {
  id: string;
  weightBits: 16 | 8 | 4;
  bytes: number;
  /** Largest relative difference that we accept: rounding of the published figure, and what the file holds beside the model. */
  tolerance: number;
  source: string;
};

const GIB = 2 ** 30;
const GB = 1e9;

/** File lists of PaddleNLP: GiB with one decimal for each file of a checkpoint, so that a sum may be off by a percent. */
const paddle = (id: string, gib: number, path: string): PublishedCheckpoint => ({
  id,
  weightBits: 16,
  bytes: gib * GIB,
  tolerance: 0.02,
  source: `https://github.com/ZHUI/paddlenlp_model_readme/blob/40a7101e89dcf9a0dedb0e0d48c8c357fcc95996/${path}/index.md`,
});
/** Parameters of the converted checkpoints of KerasHub, exact; two bytes each. */
const keras = (id: string, parameters: number, room: string): PublishedCheckpoint => ({
  id,
  weightBits: 16,
  bytes: parameters * 2,
  tolerance: 0.005,
  source: `https://github.com/keras-team/keras-hub/blob/71453d08f59edc90d276e999319fc51e61cbf82c/keras_hub/src/models/${room}/${room}_presets.py`,
});
/** Sizes of checkpoints in bytes on exo's model cards. */
const exo = (id: string, bytes: number, card: string, weightBits: 16 | 4 = 16): PublishedCheckpoint => ({
  id,
  weightBits,
  bytes,
  tolerance: 0.02,
  source: `https://github.com/exo-explore/exo/blob/b5375f8cee4368d09e1ce96a56b9f81fb0bc81aa/resources/inference_model_cards/${card}.toml`,
});
const awq = (id: string, gigabytes: number, source: string): PublishedCheckpoint => ({
  id,
  weightBits: 4,
  bytes: gigabytes * GB,
  tolerance: 0.005,
  source,
});
const card = (file: string) =>
  `https://github.com/YinanWusoymilk/hf-readme/blob/eb4de03fcb71907bc3c6cf7354d7e0df429659f5/training_and_application/readme_files/${file}.md`;
const gptOssCard = "https://arxiv.org/abs/2508.10925";

export const publishedCheckpoints: readonly PublishedCheckpoint[] = [
  paddle("llama-2-7b-chat", 12.6, "meta-llama/Llama-2-7b-chat"),
  paddle("llama-2-13b-chat", 24.3, "meta-llama/Llama-2-13b-chat"),
  paddle("llama-3-8b-instruct", 15.0, "meta-llama/Meta-Llama-3-8B-Instruct"),
  paddle("llama-3-70b-instruct", 130.9, "meta-llama/Meta-Llama-3-70B-Instruct"),
  paddle("llama-3.1-8b-instruct", 15.0, "meta-llama/Meta-Llama-3.1-8B-Instruct"),
  paddle("llama-3.1-70b-instruct", 130.9, "meta-llama/Meta-Llama-3.1-70B-Instruct"),
  paddle("llama-3.1-405b-instruct", 770.1, "meta-llama/Meta-Llama-3.1-405B-Instruct"),
  paddle("llama-3.2-3b-instruct", 6.0, "meta-llama/Llama-3.2-3B-Instruct"),
  paddle("llama-3.3-70b-instruct", 130.9, "meta-llama/Llama-3.3-70B-Instruct"),
  paddle("llama-guard-3-8b", 15.0, "meta-llama/Llama-Guard-3-8B"),
  paddle("deepseek-r1-distill-llama-8b", 15.0, "deepseek-ai/DeepSeek-R1-Distill-Llama-8B"),
  paddle("deepseek-r1-distill-llama-70b", 131.2, "deepseek-ai/DeepSeek-R1-Distill-Llama-70B"),
  paddle("deepseek-r1-distill-qwen-7b", 14.2, "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B"),
  paddle("deepseek-r1-distill-qwen-14b", 27.6, "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B"),
  paddle("deepseek-r1-distill-qwen-32b", 61.2, "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B"),
  paddle("qwq-32b", 60.6, "Qwen/QwQ-32B"),
  paddle("qwen2.5-7b-instruct", 14.2, "Qwen/Qwen2.5-7B-Instruct"),
  paddle("qwen2.5-14b-instruct", 27.4, "Qwen/Qwen2.5-14B-Instruct"),
  paddle("qwen2.5-32b-instruct", 60.5, "Qwen/Qwen2.5-32B-Instruct"),
  paddle("qwen2.5-72b-instruct", 135.3, "Qwen/Qwen2.5-72B-Instruct"),
  paddle("qwen2.5-coder-3b-instruct", 5.7, "Qwen/Qwen2.5-Coder-3B-Instruct"),
  paddle("qwen2.5-coder-7b-instruct", 14.1, "Qwen/Qwen2.5-Coder-7B-Instruct"),
  paddle("qwen2.5-coder-32b-instruct", 60.6, "Qwen/Qwen2.5-Coder-32B-Instruct"),
  paddle("qwen2.5-vl-7b-instruct", 15.4, "Qwen/Qwen2.5-VL-7B-Instruct"),
  paddle("qwen2.5-vl-72b-instruct", 136.6, "Qwen/Qwen2.5-VL-72B-Instruct"),
  paddle("qwen1.5-4b-chat", 7.3, "Qwen/Qwen1.5-4B-Chat"),
  paddle("qwen1.5-7b-chat", 14.4, "Qwen/Qwen1.5-7B-Chat"),
  paddle("qwen1.5-14b-chat", 26.6, "Qwen/Qwen1.5-14B-Chat"),
  paddle("qwen1.5-72b-chat", 134.1, "Qwen/Qwen1.5-72B-Chat"),
  paddle("mistral-7b-v0.1", 13.5, "mistralai/Mistral-7B-v0.1"),
  paddle("mistral-7b-instruct-v0.3", 13.37, "mistralai/Mistral-7B-Instruct-v0.3"),
  paddle("mixtral-8x7b-instruct-v0.1", 86.7, "mistralai/Mixtral-8x7B-Instruct-v0.1"),
  paddle("mixtral-8x22b-instruct-v0.1", 263.3, "mistralai/Mixtral-8x22B-Instruct-v0.1"),
  keras("gemma-2b-it", 2_506_172_416, "gemma"),
  keras("gemma-7b-it", 8_537_680_896, "gemma"),
  keras("gemma-2-2b-it", 2_614_341_888, "gemma"),
  keras("gemma-2-9b-it", 9_241_705_984, "gemma"),
  keras("gemma-2-27b-it", 27_227_128_320, "gemma"),
  keras("gemma-3-4b-it", 4_299_915_632, "gemma3"),
  keras("gemma-3-12b-it", 12_187_079_280, "gemma3"),
  keras("gemma-3-27b-it", 27_432_062_576, "gemma3"),
  keras("gpt-oss-20b", 20_914_757_184, "gpt_oss"),
  keras("gpt-oss-120b", 116_829_156_672, "gpt_oss"),
  keras("phi-3-mini-128k-instruct", 3_821_079_552, "phi3"),
  keras("qwen3-8b", 8_190_735_360, "qwen3"),
  keras("qwen3-14b", 14_768_307_200, "qwen3"),
  keras("qwen3-32b", 32_762_123_264, "qwen3"),
  keras("qwen3-30b-a3b", 30_532_122_624, "qwen3_moe"),
  keras("qwen3-235b-a22b", 235_093_634_560, "qwen3_moe"),
  keras("qwen3.5-9b", 9_409_813_744, "qwen3_5"),
  keras("qwen3.5-27b", 27_356_728_560, "qwen3_5"),
  exo("nemotron-3-nano-30b-a3b", 63_155_889_408, "mlx-community--NVIDIA-Nemotron-3-Nano-30B-A3B-MLX-BF16"),
  exo("qwen3.5-122b-a10b", 245_125_640_160, "mlx-community--Qwen3.5-122B-A10B-bf16"),
  exo("qwen3-coder-next", 157_548_627_945, "mlx-community--Qwen3-Coder-Next-bf16"),
  exo("gemma-4-26b-a4b-it", 51_611_872_412, "mlx-community--gemma-4-26b-a4b-it-bf16"),
  exo("gemma-4-31b-it", 62_546_177_752, "mlx-community--gemma-4-31b-it-bf16"),
  exo("glm-5", 1_487_822_475_264, "mlx-community--GLM-5-bf16"),
  // The file also holds the module that predicts a second token (11.5 B), which engines do not load unless told to.
  {
    ...paddle("deepseek-v3", 640.1, "deepseek-ai/DeepSeek-V3-FP8"),
    weightBits: 8,
    tolerance: 0.025,
  },
  { ...paddle("deepseek-r1", 640.1, "deepseek-ai/DeepSeek-R1-FP8"), weightBits: 8, tolerance: 0.025 },
  { id: "gpt-oss-20b", weightBits: 4, bytes: 12.8 * GIB, tolerance: 0.005, source: gptOssCard },
  { id: "gpt-oss-120b", weightBits: 4, bytes: 60.8 * GIB, tolerance: 0.001, source: gptOssCard },
  exo("kimi-k2.6", 595_148_192_736, "moonshotai--Kimi-K2.6", 4),
  exo("kimi-k2.7-code", 595_204_986_173, "moonshotai--Kimi-K2.7-Code", 4),
  awq("mistral-7b-instruct-v0.1", 4.15, card("TheBloke_Mistral-7B-Instruct-v0.1-AWQ")),
  awq("mistral-7b-instruct-v0.2", 4.15, card("TheBloke_Mistral-7B-Instruct-v0.2-AWQ")),
  awq("deepseek-coder-33b-instruct", 18.01, card("TheBloke_deepseek-coder-33B-instruct-AWQ")),
  awq("qwen2.5-7b-instruct", 5.57, "https://huggingface.co/mzayed/Qwen2.5-7B-Instruct-1M-AWQ/tree/main"),
];
