import { modelById, parseModelName } from "./model";

/** Longer than any name of a model. */
export const MAX_ASKED_LENGTH = 160;
/** Eight digits of billions are what five of trillions and three behind the point come to, so each size reads its own form again. */
const sizePattern = /^(?:(\d{1,8}(?:\.\d{1,3})?) ?b|(\d{1,5})(?:\.(\d{1,3}))? ?t)$/i;

/**
 * Reads a model, or a size such as "70B" or "1T", as a person writes it.
 *
 * @returns the canonical id of the model, or its size in billions of parameters such as "70b"; "" for nothing. Else the code of
 *   what is wrong: a model of which the size is not published can drop no machine.
 */
export function askedModel(
  text: string,
): { model: string } | { refused: "model_or_size_form" | "model_size_unknown" } {
  const written = text.trim();
  if (written === "") return { model: "" };
  const billion = writtenBillion(written);
  if (billion !== null) return billion > 0 ? { model: `${billion}b` } : { refused: "model_or_size_form" };
  const model = modelById(written.toLowerCase()) ?? parseModelName(written);
  if (model === null) return { refused: "model_or_size_form" };
  return model.parametersBillion === null ? { refused: "model_size_unknown" } : { model: model.id };
}

/** Trillions become billions in the text: a product of doubles would write "1000.9999999999999b" for "1.001T". */
function writtenBillion(written: string): number | null {
  const [whole, billions, trillions, thousandths = ""] = sizePattern.exec(written) ?? [];
  if (whole === undefined) return null;
  return Number(billions ?? `${trillions}${thousandths.padEnd(3, "0")}`);
}

/** The size of a question in billions of parameters if it names one: "70b" is 70. */
export function askedBillion(asked: string): number | null {
  const [, digits] = /^(\d+(?:\.\d+)?)b$/.exec(asked) ?? [];
  return digits === undefined ? null : Number(digits);
}
