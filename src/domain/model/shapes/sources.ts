/** Addresses of the documents in which the shapes were read, each at the commit that was read. */
const github = (repository: string, commit: string, path: string) =>
  `https://github.com/${repository}/blob/${commit}/${path}`;

/** NVIDIA's aiconfigurator keeps copies of `config.json` files; `name` is "organization--model". */
export function configCopy(name: string): string {
  return github(
    "ai-dynamo/aiconfigurator",
    "095f58a51c4ca8e61b66ec108d86f223f8d559ce",
    `aic-core/src/aiconfigurator_core/model_configs/${name}_config.json`,
  );
}

/** Shapes of many models in one table, by Lightning AI. */
export const litgpt = github(
  "Lightning-AI/litgpt",
  "26857050fe3ff627cd714fe92f5838f51a3d5efa",
  "litgpt/config.py",
);

/** Configs of many models in one file, by MLC. */
export const mlc = github(
  "mlc-ai/mlc-llm",
  "79d603f085f50500e9509fa01785ffa7ecfaaa93",
  "python/mlc_llm/model/model_preset.py",
);

/** The config class of a model in Hugging Face's transformers, whose defaults are the named checkpoint. */
export function transformersConfig(model: string): string {
  return github(
    "huggingface/transformers",
    "008e574391258935f3ecc3035c882e73bbcac419",
    `src/transformers/models/${model}/configuration_${model}.py`,
  );
}

/** Training scripts of Z.ai and Tsinghua, one per model. */
export function slime(script: string): string {
  return github("THUDM/slime", "624b824a898ab0ec1fcb4d373004c7f3852bf515", `scripts/models/${script}.sh`);
}
