import { type Gpu, gpus } from "@/domain/gpu/gpu";
import { type Range, UNKNOWN } from "@/domain/search-parameters";
import { searchText, searchWords } from "@/domain/search-words";

/** The filters of a search that say which GPUs it is about. */
export type GpuQuestion = {
  q: string;
  gpu: readonly string[];
  vendor: readonly string[];
  form: readonly string[];
  /** GiB per GPU. */
  vram: Range;
};

/** Vendors print 80 GB for 79.6 GiB, so VRAM bounds have this tolerance. */
export const VRAM_TOLERANCE = 0.07;
const SHORTEST_WORD = 2;

const nameTexts: ReadonlyMap<string, string> = new Map(gpus.map(({ id, model }) => [id, searchText(model)]));

/**
 * The ids of the GPUs of our table that a question leaves, whether or not anybody offers them.
 *
 * Words of the free text count where they are part of the name of some GPU ("h100", "rtx 4090"); others name providers or regions.
 */
export function askedGpus({ q, gpu, vendor, form, vram }: GpuQuestion): string[] {
  const words = gpuWordsOf(q);
  return gpus
    .filter(({ id }) => gpu.length === 0 || gpu.includes(id))
    .filter((one) => vendor.length === 0 || vendor.includes(one.vendor))
    .filter(({ formFactor }) => form.length === 0 || form.includes(formFactor ?? UNKNOWN))
    .filter(({ vramGib }) => isWithin(vramGib, vram))
    .filter((one) => words.every((word) => isNamed(one, word)))
    .map(({ id }) => id);
}

/** The words of a free text that say which GPUs it is about, in small letters. */
export function gpuWordsOf(q: string): string[] {
  return searchWords(q).filter(isNameOfGpu);
}

function isNameOfGpu(word: string): boolean {
  return word.length >= SHORTEST_WORD && gpus.some((gpu) => isNamed(gpu, word));
}

function isNamed({ id }: Gpu, word: string): boolean {
  return nameTexts.get(id)?.includes(word) ?? false;
}

function isWithin(vramGib: number, { min, max }: Range): boolean {
  return (
    (min === null || vramGib >= min * (1 - VRAM_TOLERANCE)) &&
    (max === null || vramGib <= max * (1 + VRAM_TOLERANCE))
  );
}
