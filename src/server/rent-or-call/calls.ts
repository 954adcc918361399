import type { Model } from "@/domain/model/model";
import { exceedsContext } from "@/domain/model/model-fit";
import { type CostRange, type LandedCall, landedCall } from "@/domain/rent-or-call/landed-cost";
import { demandOf, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import type { ServedModel } from "@/server/models/served-models";

export type CallNote =
  | "beyond_model_context"
  | "context_too_short"
  | "speed_missed"
  | "speed_unknown"
  | "no_cached_price"
  | "unavailable";

/** A token price as a row of the comparison. Its cost is exact, so all three figures of the range are equal. */
export type CallRow = ServedModel & {
  kind: "call";
  /** True if the context is long enough and it is not known to be too slow or sold out. */
  qualifies: boolean;
  notes: CallNote[];
  landed: LandedCall;
  microUsdPerMillionTokens: CostRange;
  microUsdPerMonth: CostRange;
  /** As published by the provider; null if it publishes none. */
  streamTokensPerSecond: number | null;
  /** The longest context of this price, where the provider has several prices for the model by its length; else null. */
  upToTokens: number | null;
};

const disqualifying: readonly CallNote[] = [
  "beyond_model_context",
  "context_too_short",
  "speed_missed",
  "unavailable",
];

/**
 * `model`: the one that the offer serves; its own limit binds every provider, whatever its feed states. `served`: all token
 * prices of the model, by which a step of the price is told from the only price.
 */
export function callRow(
  offer: ServedModel,
  model: Pick<Model, "contextTokens">,
  question: RentOrCallQuestion,
  served: readonly ServedModel[],
): CallRow {
  const landed = landedCall(offer, demandOf(question));
  const notes = callNotes(offer, model, question);
  const [month, million] = [landed.microUsdPerMonth, landed.microUsdPerMillionTokens];
  return {
    ...offer,
    kind: "call",
    qualifies: !notes.some((note) => disqualifying.includes(note)),
    notes,
    landed,
    microUsdPerMonth: { low: month, expected: month, high: month },
    microUsdPerMillionTokens: { low: million, expected: million, high: million },
    streamTokensPerSecond: offer.outputTokensPerSecond,
    upToTokens: isStep(offer, served) ? offer.contextTokens : null,
  };
}

function isStep({ provider, modelRaw }: ServedModel, served: readonly ServedModel[]): boolean {
  return served.filter((one) => one.provider === provider && one.modelRaw === modelRaw).length > 1;
}

function callNotes(
  offer: ServedModel,
  model: Pick<Model, "contextTokens">,
  { context, speed, cached }: RentOrCallQuestion,
): CallNote[] {
  const { contextTokens, outputTokensPerSecond, cachedInputMicroUsd, availability } = offer;
  const notes: CallNote[] = [];
  if (exceedsContext(model, context)) notes.push("beyond_model_context");
  else if (contextTokens !== null && contextTokens < context) notes.push("context_too_short");
  if (speed > 0 && outputTokensPerSecond === null) notes.push("speed_unknown");
  if (outputTokensPerSecond !== null && outputTokensPerSecond < speed) notes.push("speed_missed");
  if (cached > 0 && cachedInputMicroUsd === null) notes.push("no_cached_price");
  if (availability === "unavailable") notes.push("unavailable");
  return notes;
}
