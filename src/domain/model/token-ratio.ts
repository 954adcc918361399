import { refusal } from "@/domain/field-issues";
import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import type { TokenPrice } from "@/domain/offer/offer";
import { textOf } from "@/domain/search-parameters";

/** Tokens read for tokens written; what the reader does with a model, and never known from its price. */
export type TokenRatio = { input: number; output: number };

/** Three read for one written: a question with its context, and an answer. The page says so and lets the reader change it. */
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
 * Price of a million tokens of which the reader's share is input, rounded half-even to a millionth of a dollar. Only for a ratio that
 * the reader chose or sees.
 */
export function blendedMicroUsd(
  { inputMicroUsd, outputMicroUsd }: Pick<TokenPrice, "inputMicroUsd" | "outputMicroUsd">,
  { input, output }: TokenRatio,
): MicroUsd {
  const inputShare = input / (input + output);
  return roundMicroUsd(inputMicroUsd * inputShare + outputMicroUsd * (1 - inputShare));
}
