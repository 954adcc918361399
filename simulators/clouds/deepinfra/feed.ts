import { hostileName, priceFactor } from "../../faults";
import { type FeedRequest, jsonReply, type Reply } from "../../reply";
import type { TokenFeedWorld } from "../cloud";

/** Served models that the dated list lacks, as [name, input, output] in dollars for a million tokens. */
const more = [
  ["deepseek-ai/DeepSeek-V3-0324", "0.25", "0.88"],
  ["Qwen/Qwen3-32B", "0.1", "0.28"],
  ["Qwen/Qwen3-14B", "0.06", "0.24"],
  ["google/gemma-3-27b-it", "0.09", "0.16"],
  ["google/gemma-3-12b-it", "0.05", "0.1"],
  ["microsoft/phi-4", "0.07", "0.14"],
  ["openai/gpt-oss-120b", "0.05", "0.24"],
  ["openai/gpt-oss-20b", "0.04", "0.16"],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", "0.24", "0.24"],
] as const;

/** Steps as the API writes them: a price for prompts of up to 32,000 tokens, and one for longer prompts. */
const stepped = {
  name: "Qwen/Qwen3-235B-A22B-Thinking-2507",
  inputUsd: 0.3,
  outputUsd: 2.9,
  boundK: 32,
} as const;
/** A share taken off until further notice. */
const discounted = { name: "microsoft/phi-4", discount: 0.1 } as const;

/** `GET /models/list`. Needs no key. */
export function answerDeepinfra(request: FeedRequest, { tokenPrices, fault }: TokenFeedWorld): Reply {
  if (request.method !== "GET" || request.path !== "/models/list")
    return jsonReply({ detail: "Not Found" }, 404);
  const factor = priceFactor(fault);
  const listed = tokenPrices.map(({ model, inputUsdPerMillion, outputUsdPerMillion }) =>
    toModel(model, Number(inputUsdPerMillion) * factor, Number(outputUsdPerMillion) * factor),
  );
  const others = more.map(([name, input, output]) =>
    toModel(name, Number(input) * factor, Number(output) * factor),
  );
  const pictures = { ...toModel("black-forest-labs/FLUX-1-schnell", 0, 0), type: "text-to-image" };
  const models = [...listed, ...others, withSteps(factor), pictures];
  if (fault?.fault === "empty") return jsonReply([]);
  return jsonReply(fault?.fault === "bad_rows" ? spoilt(models) : models);
}

function withSteps(factor: number) {
  const { name, boundK } = stepped;
  const [input, output] = [stepped.inputUsd * factor, stepped.outputUsd * factor];
  const model = toModel(name, input, output);
  const step = (times: number) => `$${decimal(input * times)} in $${decimal(output * times)} out`;
  const full = `${step(1)} <= ${boundK}K, ${step(2)} > ${boundK}K`;
  return { ...model, pricing: { ...model.pricing, full } };
}

function decimal(usd: number): string {
  return usd.toFixed(6).replace(/0+$/, "").replace(/\.$/, "");
}

function toModel(name: string, inputUsd: number, outputUsd: number) {
  return {
    model_name: name,
    type: "text-generation",
    reported_type: "text-generation",
    description: "",
    cover_img_url: "",
    tags: [],
    // Cents for one token.
    pricing: {
      type: "tokens",
      short: null,
      full: null as string | null,
      table: null,
      cents_per_input_token: inputUsd / 10_000,
      cents_per_output_token: outputUsd / 10_000,
      rate_per_input_token_cached: null,
      rate_per_input_token_cache_write: null,
      rate_per_service_tier_priority: null,
      rate_per_service_tier_flex: null,
      rate_per_explicit_cache_write_token: null,
      explicit_cache_granularity_tokens: null,
      discount: name === discounted.name ? discounted.discount : null,
      discount_ends_at: null,
    },
    max_tokens: 131_072,
    replaced_by: null,
    deprecated: null,
    quantization: null,
    mmlu: null,
    expected: null,
    private: 0,
    is_partner: false,
  };
}

function spoilt(models: ReturnType<typeof toModel>[]): unknown[] {
  return models.map((model, index) => {
    if (index === 0) return { ...model, model_name: hostileName };
    return index === 1 ? { ...model, pricing: { ...model.pricing, cents_per_output_token: -1 } } : model;
  });
}
