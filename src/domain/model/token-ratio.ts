import { refusal } from "@/domain/field-issues";
import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import type { TokenPrice } from "@/domain/offer/offer";
import { textOf } from "@/domain/search-parameters";

/** Input tokens to output tokens. The ratio depends on how the reader uses a model, not on its price. */
export type TokenRatio = { input: number; output: number };

/** Three input tokens for each output token: a question with context, and an answer. The page shows it and readers can change it. */
export const defaultRatio: TokenRatio = { input: 3, output: 1 };

/** "3:1"; at least one of the two above 0. */
export const tokenRatio = textOf(/^\d{1,4}:\d{1,4}$/, { code: "ratio_form", parameters: {} })
  .transform((text) => {
    const [input = 0, output = 0] = text.split(":").map(Number);
    return { input, output };
  })
  .refine(({ input, output }) => input + output > 0, refusal({ code: "ratio_zero", parameters: {} }));

export function writeRatio({ input, output }: TokenRatio): string {
  return `${input}:${output}`;
}

/**
 * Price of a million tokens in the given ratio of input to output, rounded half-even to a micro-USD. Use it only with a ratio that
 * the reader has chosen or can see.
 */
export function blendedMicroUsd(
  { inputMicroUsd, outputMicroUsd }: Pick<TokenPrice, "inputMicroUsd" | "outputMicroUsd">,
  { input, output }: TokenRatio,
): MicroUsd {
  const inputShare = input / (input + output);
  return roundMicroUsd(inputMicroUsd * inputShare + outputMicroUsd * (1 - inputShare));
}
