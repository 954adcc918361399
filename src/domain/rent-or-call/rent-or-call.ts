import { z } from "zod";
import { type FieldIssue, type Issue, refusal } from "@/domain/field-issues";
import type { Interval } from "@/domain/interval";
import { modelById } from "@/domain/model/model";
import type { ServingAssumptions } from "@/domain/model/throughput";
import { type WeightBits, weightBits } from "@/domain/model/weights";
import { parseMicroUsd } from "@/domain/money";
import { readFields, type SearchParameters, textOf } from "@/domain/search-parameters";
import type { Demand, RentTerms } from "./landed-cost";

export const comparisonSorts = ["cost", "worst", "speed"] as const;
export type ComparisonSort = (typeof comparisonSorts)[number];

/** What a reader asks, and everything that the answer takes for granted. Shares are in percent, as they are written. */
export type RentOrCallQuestion = {
  /** Canonical id of `domain/model`. */
  model: string;
  /** A day, input and output together. */
  tokens: number;
  /** Input tokens for each output token. */
  ratio: number;
  /** Output tokens a second that one stream must get; 0 = any. */
  speed: number;
  /** Bits of a weight. */
  bits: WeightBits;
  /** Prompt and answer of one request, in tokens. */
  context: number;
  pricing: "on_demand" | "spot" | "any";
  sort: ComparisonSort;
  /** Share of the printed memory bandwidth that decoding reaches. */
  mbu: Interval;
  /** Share of the printed FLOPS that prompts reach. */
  mfu: Interval;
  /** Share kept at each doubling of GPUs over a fast link. */
  tp: Interval;
  /** The same over PCIe. */
  pcie: Interval;
  /** Bits of a cached figure. */
  kv: "16" | "8";
  /** Sequences at once. */
  seqs: number;
  /** Share of the capacity that traffic fills. */
  load: number;
  /** Hours a day that the machines are up. */
  hours: number;
  /** USD per GiB-month, where the offer states none. */
  disk: number;
  /** GiB beside the weights. */
  extra: number;
  /** USD per GiB out, where the offer states none. */
  egress: number;
  /** Sent per output token. */
  bytes: number;
  /** On top of everything. */
  fee: number;
  /** Share of the input that a prefix cache answers. */
  cached: number;
};

export const questionDefaults: RentOrCallQuestion = {
  model: "llama-3.3-70b-instruct",
  tokens: 10_000_000,
  ratio: 3,
  speed: 20,
  bits: "8",
  context: 4096,
  pricing: "on_demand",
  sort: "cost",
  // The published runs of docs/decisions/008-rent-or-call.md lie inside these; throughput.test.ts holds them against it.
  mbu: { low: 45, expected: 65, high: 85 },
  mfu: { low: 35, expected: 55, high: 80 },
  tp: { low: 75, expected: 87, high: 95 },
  pcie: { low: 50, expected: 65, high: 85 },
  kv: "16",
  seqs: 256,
  load: 50,
  hours: 24,
  disk: 0.1,
  extra: 40,
  egress: 0.09,
  bytes: 250,
  fee: 0,
  cached: 0,
};

const percentsForm: Issue = { code: "percents_form", parameters: {} };

const plain = /^\d{1,9}(?:\.\d{1,6})?$/;

function numberBetween(least: number, most: number) {
  return textOf(plain, { code: "not_a_number", parameters: {} })
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      refusal({ code: "out_of_range", parameters: { least: String(least), most: String(most) } }),
    );
}

function wholeBetween(least: number, most: number) {
  return numberBetween(least, most).refine(Number.isInteger, refusal({ code: "not_whole", parameters: {} }));
}

const units = { k: 1e3, m: 1e6, "": 1 } as const;
const tokens = z
  .string()
  .trim()
  .pipe(textOf(/^\d{1,12}(?:\.\d{1,6})?[kKmM]?$/, { code: "tokens_form", parameters: {} }))
  .transform((text) => {
    const unit = /[km]$/i.test(text) ? text.slice(-1).toLowerCase() : "";
    return Math.round(Number.parseFloat(text) * units[unit as keyof typeof units]);
  })
  .refine((value) => value >= 1000 && value <= 1e11, refusal({ code: "tokens_bounds", parameters: {} }));

const percents = textOf(/^\d{1,3}(?:\.\d{1,2})?(?:\.\.\d{1,3}(?:\.\d{1,2})?){0,2}$/, percentsForm)
  .transform((text) => text.split("..").map(Number))
  .refine((given) => given.length !== 2, refusal(percentsForm))
  .transform(([low = 0, expected = low, high = expected]): Interval => ({ low, expected, high }))
  .refine(({ low, high }) => low > 0 && high <= 100, refusal({ code: "percents_bounds", parameters: {} }))
  .refine(({ low, expected, high }) => low <= expected && expected <= high, refusal(percentsForm));

/** One field schema each: URL text in, question out. Shared by the page and tRPC. */
const fields = {
  model: z
    .string()
    .max(80)
    .refine((id) => modelById(id) !== null, refusal({ code: "model_unknown", parameters: {} })),
  tokens,
  ratio: numberBetween(0.01, 1000),
  speed: numberBetween(0, 1000),
  bits: z.enum(weightBits),
  context: wholeBetween(16, 10_000_000),
  pricing: z.enum(["on_demand", "spot", "any"]),
  sort: z.enum(comparisonSorts),
  mbu: percents,
  mfu: percents,
  tp: percents,
  pcie: percents,
  kv: z.enum(["16", "8"]),
  seqs: wholeBetween(1, 4096),
  load: numberBetween(1, 100),
  hours: numberBetween(0.25, 24),
  disk: numberBetween(0, 100),
  extra: numberBetween(0, 100_000),
  egress: numberBetween(0, 100),
  bytes: numberBetween(0, 100_000),
  fee: numberBetween(0, 100),
  cached: numberBetween(0, 100),
} satisfies Record<keyof RentOrCallQuestion, z.ZodType>;

export type QuestionField = keyof RentOrCallQuestion;
// Object.keys forgets the names; `fields` has exactly those of the question.
export const questionFields = Object.keys(fields) as QuestionField[];

/** What is taken for granted, as opposed to what is asked. */
export const assumptionFields = [
  "mbu",
  "mfu",
  "tp",
  "pcie",
  "kv",
  "seqs",
  "load",
  "hours",
  "disk",
  "extra",
  "egress",
  "bytes",
  "fee",
  "cached",
] as const satisfies readonly QuestionField[];
export type AssumptionField = (typeof assumptionFields)[number];

/**
 * Reads a question from URL parameters. Never throws: what cannot be understood keeps its default and is named in `issues`. A decimal
 * comma is understood too, since a form without script sends what stands in its boxes.
 */
export function parseQuestion(parameters: SearchParameters): {
  question: RentOrCallQuestion;
  issues: FieldIssue[];
} {
  const { read, issues } = readFields(fields, withPoints(parameters));
  return { question: { ...questionDefaults, ...read }, issues };
}

// Three digits after a comma could be a group of thousands ("4,096"), unless there is nothing before it.
const decimalComma = /(?<=^|\.\.)(?:(\d+),(\d{1,2}|\d{4,6})|(0),(\d{3}))(?=[kKmM]?$|\.\.)/g;

function withPoints(parameters: SearchParameters): SearchParameters {
  const written = Object.entries(parameters).map(([name, value]) => [
    name,
    // A parameter that is given twice is a list here, and is refused as one.
    typeof value === "string" ? value.trim().replace(decimalComma, "$1$3.$2$4") : value,
  ]);
  return Object.fromEntries(written);
}

/** The question as URL parameters, defaults left out: the inverse of {@link parseQuestion}. */
export function writeQuestion(question: RentOrCallQuestion): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const field of questionFields) {
    const text = writeField(field, question);
    if (text !== writeField(field, questionDefaults)) parameters.set(field, text);
  }
  return parameters;
}

/** One field as it is written in the address and in its box. */
export function writeField(field: QuestionField, question: RentOrCallQuestion): string {
  const value = question[field];
  if (field === "tokens") return writeTokens(question.tokens);
  return typeof value === "object" ? `${value.low}..${value.expected}..${value.high}` : String(value);
}

/** "10M", "1500M", "250k", or all digits where those would drop some. */
export function writeTokens(value: number): string {
  if (value % 1e5 === 0 && value >= 1e6) return `${value / 1e6}M`;
  return value % 100 === 0 && value >= 1000 && value < 1e6 ? `${value / 1e3}k` : String(value);
}

export function demandOf({ tokens: tokensPerDay, ratio, cached, fee }: RentOrCallQuestion): Demand {
  return { tokensPerDay, inputPerOutput: ratio, cachedShare: cached / 100, feeShare: fee / 100 };
}

export function rentTermsOf(question: RentOrCallQuestion): RentTerms {
  const { load, hours, disk, extra, egress, bytes } = question;
  return {
    loadShare: load / 100,
    hoursPerDay: hours,
    microUsdPerGibMonthDisk: parseMicroUsd(disk),
    extraDiskGib: extra,
    microUsdPerGibEgress: parseMicroUsd(egress),
    bytesPerOutputToken: bytes,
  };
}

export function servingAssumptionsOf({ mbu, mfu, tp, pcie, seqs }: RentOrCallQuestion): ServingAssumptions {
  return {
    bandwidthUse: shares(mbu),
    computeUse: shares(mfu),
    parallelUse: shares(tp),
    pcieParallelUse: shares(pcie),
    maxSequences: seqs,
  };
}

/** What the weights and the cache are held in, for `domain/model-fit`. */
export function precisionsOf({ bits, kv, context }: Pick<RentOrCallQuestion, "bits" | "kv" | "context">) {
  return { bytesPerParameter: Number(bits) / 8, cacheBits: Number(kv), contextTokens: context };
}

/**
 * One request, cut by the ratio. In parts of a token where the ratio asks for it: the cost counts tokens by the same ratio, so a
 * rounded cut would credit the machine with tokens that it never makes.
 */
export function requestOf({ context, ratio }: Pick<RentOrCallQuestion, "context" | "ratio">): {
  inputTokens: number;
  outputTokens: number;
} {
  const outputTokens = context / (1 + ratio);
  return { inputTokens: context - outputTokens, outputTokens };
}

function shares({ low, expected, high }: Interval): Interval {
  return { low: low / 100, expected: expected / 100, high: high / 100 };
}
