import { askedBillion } from "./asked-model";
import { modelById } from "./model";
import { fitModel } from "./model-fit";
import { type WeightBits, weightsOf } from "./weights";
import { OVERHEAD } from "./workload";

const GIB = 2 ** 30;
/** Prompt and answer of the one sequence that has to fit beside the weights: what "rent or call" begins with. */
export const NEED_CONTEXT_TOKENS = 4096;
const CACHE_BITS = 16;

/** What a model needs of the machine that holds one copy of it. */
export type MachineNeed = {
  /** GiB on one GPU. */
  minVramGib: number;
  /** `least`: weights and overhead alone, because the shape, and with it the cache, is unknown. */
  bound: "exact" | "least";
  /**
   * GiB that each GPU of a machine with so many needs; fewer may share the copy, if its heads divide among no more. A slice (less
   * than 1) holds the whole copy, and its offer states the VRAM of the slice, not of the card.
   */
  leastVramOf: (gpus: number) => number;
};

/**
 * What a machine needs to hold a model, or a size, at the given weight format: weights, the cache of one sequence and the overhead of
 * each GPU, as in `model-fit`. A size names no shape, so it asks for its weights and overhead alone.
 *
 * @param asked what `askedModel` returns.
 * @returns null if nothing is asked or the size is unknown: then no machine can be refused.
 */
export function machineNeedOf(asked: string, bits: WeightBits): MachineNeed | null {
  const model = modelById(asked);
  const parametersBillion = model === null ? askedBillion(asked) : model.parametersBillion;
  if (parametersBillion === null) return null;
  const fit = model && fitModel(model, precisionsOf(bits, model.contextTokens));
  if (fit && !("why" in fit))
    return {
      minVramGib: fit.minVramGib,
      bound: "exact",
      leastVramOf: (gpus) => leastOf(gpus, fit.minVramPerGpuGib, fit.dividesBy),
    };
  const architecture = model?.architecture ?? null;
  const minVramGib =
    (weightsOf({ parametersBillion, architecture }, Number(bits)).bytes / GIB) * (1 + OVERHEAD);
  return { minVramGib, bound: "least", leastVramOf: (gpus) => minVramGib / Math.max(1, gpus) };
}

function precisionsOf(bits: WeightBits, limit: number | null) {
  return {
    bytesPerParameter: Number(bits) / 8,
    cacheBits: CACHE_BITS,
    contextTokens: Math.min(NEED_CONTEXT_TOKENS, limit ?? NEED_CONTEXT_TOKENS),
  };
}

function leastOf(
  gpus: number,
  perGpu: (gpus: number) => number,
  dividesBy: (gpus: number) => boolean,
): number {
  if (gpus < 1) return perGpu(1);
  const shared = Array.from({ length: Math.floor(gpus) }, (_, less) => less + 1).filter(dividesBy);
  return Math.min(...shared.map(perGpu));
}
