import { type Model, modelById, models } from "@/domain/model/model";
import { fitModel } from "@/domain/model/model-fit";
import { weightBits } from "@/domain/model/weights";
import { precisionsOf, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import type { Context } from "@/server/context";
import type { Rentals } from "@/server/market/answers/rentals";
import { rentalsOf } from "./rentals";

/** A change of the question that makes some machine on the market suitable; VRAM is that of one GPU for one request at a time. */
export type Alternative = {
  kind: "speed" | "bits" | "context" | "bits_and_context" | "model";
  change: Partial<Pick<RentOrCallQuestion, "speed" | "bits" | "context" | "model">>;
  minVramGib: number;
};
type Change = Alternative["change"];

const SHORTER = [2, 4, 8, 16, 64, 256];
const LEAST_CONTEXT = 16;
/** Questions to the market per kind of change: any suitable change will do, not the best one. */
const MOST_ASKED = 4;

/**
 * Suggests changes when no machine is suitable: a lower speed, smaller weights, a shorter context, both, or the next smaller
 * model. Each change is checked against the market with the rest of the question unchanged, so that a link never leads to the
 * same result.
 */
export async function alternativesTo(
  ctx: Context,
  question: RentOrCallQuestion,
  { fastestStream, largestVramGib }: Rentals,
): Promise<Alternative[]> {
  if (largestVramGib === null) return [];

  async function firstThatServes(
    kind: Alternative["kind"],
    changes: readonly Change[],
  ): Promise<Alternative | null> {
    const fitting = changes.flatMap((change) => {
      const minVramGib = vramFor({ ...question, ...change });
      return minVramGib !== null && minVramGib <= (largestVramGib ?? 0) ? [{ change, minVramGib }] : [];
    });
    for (const { change, minVramGib } of fitting.slice(0, MOST_ASKED)) {
      const { frontier } = await rentalsOf(ctx, { ...question, ...change });
      if (frontier.length > 0) return { kind, change, minVramGib };
    }
    return null;
  }

  const smaller = weightBits.slice(weightBits.indexOf(question.bits) + 1);
  const shorter = shorterContexts(question);
  const [speed, bits, context, model] = await Promise.all([
    firstThatServes("speed", slower(fastestStream)),
    firstThatServes(
      "bits",
      smaller.map((bits) => ({ bits })),
    ),
    firstThatServes(
      "context",
      shorter.map((context) => ({ context })),
    ),
    firstThatServes(
      "model",
      smallerModels(question).map(({ id }) => ({ model: id })),
    ),
  ]);
  const both =
    bits || context
      ? null
      : await firstThatServes(
          "bits_and_context",
          smaller.flatMap((bits) => shorter.map((context) => ({ bits, context }))),
        );
  return [speed, bits, context, both, model].filter((one) => one !== null);
}

/** Rounded down, so that the link leads to a reachable speed. */
function slower(fastestStream: number | null): Change[] {
  const speed = fastestStream === null ? 0 : Math.floor(fastestStream * 10) / 10;
  return speed > 0 ? [{ speed }] : [];
}

/** The longest that the model reads, if the question is beyond it, and then fractions. */
function shorterContexts({ model, context: asked }: RentOrCallQuestion): number[] {
  const limit = modelById(model)?.contextTokens ?? asked;
  const fractions = SHORTER.map((factor) => Math.floor(asked / factor));
  return [limit, ...fractions].filter(
    (context) => context < asked && context <= limit && context >= LEAST_CONTEXT,
  );
}

function smallerModels({ model: id }: RentOrCallQuestion): Model[] {
  const size = models.find((model) => model.id === id)?.parametersBillion ?? 0;
  return models
    .filter(({ parametersBillion }) => parametersBillion !== null && parametersBillion < size)
    .sort((a, b) => (b.parametersBillion ?? 0) - (a.parametersBillion ?? 0));
}

function vramFor(question: RentOrCallQuestion): number | null {
  const model = models.find(({ id }) => id === question.model);
  const fit = model && fitModel(model, precisionsOf(question));
  return !fit || "why" in fit ? null : fit.minVramGib;
}
