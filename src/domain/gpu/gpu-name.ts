import type { FormFactor, GpuSegment, GpuVendor } from "./gpu-row";
import { plainName } from "./plain-name";

/** The parts of a vendor's GPU name, before any lookup. */
export type GpuNameParts = {
  /** The name without vendor, form, memory and count, as `gpuNameKey` writes it. */
  key: string;
  /** The same with the memory words, for names in which "480GB" is not VRAM. */
  keyWithMemory: string;
  count: number | null;
  vramGib: readonly number[];
  form: FormFactor | null;
  memoryType: string | null;
  vendor: GpuVendor | null;
  segment: GpuSegment | null;
  architecture: string | null;
};

const vendorWords: ReadonlyMap<string, GpuVendor> = new Map([
  ["nvidia", "nvidia"],
  ["geforce", "nvidia"],
  ["quadro", "nvidia"],
  ["tesla", "nvidia"],
  ["amd", "amd"],
  ["radeon", "amd"],
  ["instinct", "amd"],
  ["intel", "intel"],
  ["habana", "intel"],
  ["aws", "aws"],
]);
const segmentWords: ReadonlyMap<string, GpuSegment> = new Map([
  ["geforce", "consumer"],
  ["quadro", "workstation"],
  ["tesla", "data_center"],
]);
const formWords: ReadonlyMap<string, FormFactor> = new Map([
  ["hgx", "sxm"],
  ["sxm", "sxm"],
  ["sxm2", "sxm"],
  ["sxm3", "sxm"],
  ["sxm4", "sxm"],
  ["sxm5", "sxm"],
  ["sxm6", "sxm"],
  ["pcie", "pcie"],
  ["nvl", "nvl"],
  ["oam", "oam"],
]);
const architectureWords = new Set(["pascal", "volta", "turing", "ampere", "lovelace", "hopper", "blackwell"]);
const memoryWords = new Set([
  "hbm2",
  "hbm2e",
  "hbm3",
  "hbm3e",
  "hbm4",
  "gddr5",
  "gddr5x",
  "gddr6",
  "gddr6x",
  "gddr7",
]);
const emptyWords = new Set(["gpu", "gpus", "generation", "edition", "nvlink", "graphics"]);

/**
 * Sorts the words of a raw GPU name.
 *
 * @returns null when the text is too long, contains a character that no product name has, or contradicts itself
 *   (two form factors, two vendors, two counts). Linear in the length of the input.
 */
export function readGpuName(raw: string): GpuNameParts | null {
  const text = plainName(raw);
  if (text === null || !/^[a-z0-9 _.,()/-]*$/.test(text)) return null;
  const words = joinNumbersToUnits(text.split(/[^a-z0-9]+/).filter((word) => word !== "")).flatMap(splitWord);

  const form = agreedValue(words, (word) => formWords.get(word));
  const vendor = agreedValue(words, (word) => vendorWords.get(word));
  const segment = agreedValue(words, (word) => segmentWords.get(word));
  const count = agreedValue(words, countOf);
  const architecture = agreedValue(words, (word) => (architectureWords.has(word) ? word : undefined));
  if (
    form === undefined ||
    vendor === undefined ||
    segment === undefined ||
    count === undefined ||
    architecture === undefined
  )
    return null;
  const memory = words.filter((word) => memoryGib(word) !== undefined);
  const rest = words.filter((word) => !isQualifier(word));
  return {
    key: gpuNameKey(rest.filter((word) => memoryGib(word) === undefined)),
    keyWithMemory: gpuNameKey(rest),
    count,
    vramGib: memory.flatMap((word) => memoryGib(word) ?? []),
    form,
    memoryType: words.find((word) => memoryWords.has(word)) ?? null,
    vendor,
    segment,
    architecture,
  };
}

/** Joins words to one lookup key. Digits of different words stay apart, so "A10 0" is not "A100". */
export function gpuNameKey(words: readonly string[]): string {
  let key = "";
  for (const word of words) key += /\d$/.test(key) && /^\d/.test(word) ? `_${word}` : word;
  return key;
}

/** Joins "80 GB" to "80gb" and "8 x" to "8x": the two figures that vendors write with a space before the unit. */
function joinNumbersToUnits(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (previous !== undefined && /^\d{1,3}$/.test(previous) && /^(?:gb|gib|x)$/.test(word))
      joined[joined.length - 1] = previous + word;
    else joined.push(word);
  }
  return joined;
}

/** Splits "8xh100", "h100x8" and "h100sxm5" into parts. Not "xtx4" or "mi250x4", where the x belongs to the model. */
function splitWord(word: string): string[] {
  const leading = /^(\d{1,2}x)([a-z0-9]{2,})$/.exec(word);
  if (leading?.[1] && leading[2]) return [leading[1], ...splitForm(leading[2])];
  const trailing = /^((?!mi)[a-z0-9]*\d(?:gb?|s)?)(x\d{1,2})$/.exec(word);
  if (trailing?.[1] && trailing[2]) return [...splitForm(trailing[1]), trailing[2]];
  return splitForm(word);
}

function splitForm(word: string): string[] {
  const match = /^([a-z]{1,2}\d{2,3})(sxm\d?|pcie|nvl|oam)$/.exec(word);
  return match?.[1] && match[2] ? [match[1], match[2]] : [word];
}

function isQualifier(word: string): boolean {
  return (
    formWords.has(word) ||
    vendorWords.has(word) ||
    architectureWords.has(word) ||
    memoryWords.has(word) ||
    emptyWords.has(word) ||
    countOf(word) !== undefined
  );
}

function countOf(word: string): number | undefined {
  const match = /^(?:(\d{1,2})x|x(\d{1,2}))$/.exec(word);
  return match ? Number(match[1] ?? match[2]) : undefined;
}

function memoryGib(word: string): number | undefined {
  const match = /^(\d{1,3})(?:g|gb|gib)$/.exec(word);
  return match ? Number(match[1]) : undefined;
}

/** The one value that the words agree on; null when no word has a value, undefined when two differ. */
function agreedValue<Value>(
  words: readonly string[],
  read: (word: string) => Value | undefined,
): Value | null | undefined {
  const values = new Set(words.map(read).filter((value) => value !== undefined));
  if (values.size > 1) return undefined;
  return [...values][0] ?? null;
}
