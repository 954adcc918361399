import { microUsd } from "@/domain/money";
import type { TokenOffer } from "./token-offer";

/** For tests: a model at USD prices for a million tokens; `more` overrides the fields that matter to the test. */
export function sampleTokenOffer(
  externalId: string,
  { input, output, cached = null }: { input: number; output: number; cached?: number | null },
  more: Partial<TokenOffer> = {},
): TokenOffer {
  const price = (usd: number) => microUsd(Math.round(usd * 1e6));
  return {
    externalId,
    modelId: "llama-3.3-70b-instruct",
    modelRaw: externalId,
    price: {
      unit: "million_tokens",
      inputMicroUsd: price(input),
      outputMicroUsd: price(output),
      cachedInputMicroUsd: cached === null ? null : price(cached),
    },
    contextTokens: 131_072,
    maxOutputTokens: null,
    outputTokensPerSecond: null,
    availability: "unknown",
    ...more,
  };
}
