import { type Model, models } from "@/domain/model";
import { fitModel } from "@/domain/model-fit";
import { precisionsOf, type RentOrCallQuestion, weightBits } from "@/domain/rent-or-call";
import type { Rentals } from "../offers/market/rentals";

/** A change of the question under which a machine of the market would serve; VRAM for one request at a time. */
export type Alternative =
  | { change: "bits"; bits: RentOrCallQuestion["bits"]; minVramGib: number }
  | { change: "context"; context: number; minVramGib: number }
  | { change: "bits_and_context"; bits: RentOrCallQuestion["bits"]; context: number; minVramGib: number }
  | { change: "model"; model: string; name: string; minVramGib: number }
  | { change: "speed"; speed: number };

const SHORTER = [2, 4, 8, 16];

/** What would fit when no machine does: lower speed, smaller weights, a shorter context, the next smaller model. */
export function alternativesTo(question: RentOrCallQuestion, model: Model, rentals: Rentals): Alternative[] {
  const { fastestStream } = rentals;
  if (fastestStream !== null) {
    // Rounded down, so that the link leads to a speed that is reached.
    const speed = Math.floor(fastestStream * 10) / 10;
    return speed > 0 ? [{ change: "speed", speed }] : [];
  }
  const { largestVramGib } = rentals;
  if (largestVramGib === null) return [];
  const needed = (change: Partial<RentOrCallQuestion>, of: Model = model): number | null => {
    const fit = fitModel(of, precisionsOf({ ...question, ...change }));
    if ("why" in fit || fit.requirements.minVramGib > largestVramGib) return null;
    return fit.requirements.minVramGib;
  };
  const [weights, context] = [smallerWeights(question, needed), shorterContext(question, needed)];
  const both = weights || context ? null : smallerAndShorter(question, needed);
  return [weights, context, both, smallerModel(model, needed)].filter((one) => one !== null);
}

type Needed = (change: Partial<RentOrCallQuestion>, of?: Model) => number | null;

function smallerWeights({ bits }: RentOrCallQuestion, needed: Needed): Alternative | null {
  for (const smaller of below(bits)) {
    const minVramGib = needed({ bits: smaller });
    if (minVramGib !== null) return { change: "bits", bits: smaller, minVramGib };
  }
  return null;
}

function shorterContext({ context }: RentOrCallQuestion, needed: Needed): Alternative | null {
  for (const factor of SHORTER) {
    const shorter = Math.floor(context / factor);
    const minVramGib = shorter >= 16 ? needed({ context: shorter }) : null;
    if (minVramGib !== null) return { change: "context", context: shorter, minVramGib };
  }
  return null;
}

function smallerAndShorter(question: RentOrCallQuestion, needed: Needed): Alternative | null {
  for (const bits of below(question.bits)) {
    const found = shorterContext(question, (change) => needed({ ...change, bits }));
    if (found?.change === "context") return { ...found, change: "bits_and_context", bits };
  }
  return null;
}

function below(bits: RentOrCallQuestion["bits"]): RentOrCallQuestion["bits"][] {
  return weightBits.slice(weightBits.indexOf(bits) + 1);
}

function smallerModel(model: Model, needed: Needed): Alternative | null {
  const size = model.parametersBillion ?? Number.POSITIVE_INFINITY;
  const smaller = models
    .filter(({ parametersBillion }) => parametersBillion !== null && parametersBillion < size)
    .sort((a, b) => (b.parametersBillion ?? 0) - (a.parametersBillion ?? 0));
  for (const other of smaller) {
    const minVramGib = needed({}, other);
    if (minVramGib !== null) return { change: "model", model: other.id, name: other.name, minVramGib };
  }
  return null;
}
