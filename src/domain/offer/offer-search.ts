import { z } from "zod";
import { type FieldIssue, refusal } from "@/domain/field-issues";
import { type WeightBits, weightBits } from "@/domain/model/weights";
import { type CriterionId, type WorkloadPreset, workloadPresets } from "@/domain/ranking/ranking-criteria";
import { currentReference, referenceVersions } from "@/domain/ranking/reference/versions";
import { weightsField } from "@/domain/ranking/weights-field";
import {
  type FieldsRead,
  type MoneyRange,
  moneyRange,
  names,
  openMoneyRange,
  openRange,
  type Range,
  range,
  readFields,
  type SearchParameters,
  sortBy,
  textOf,
  UNKNOWN,
  writeMoneyRange,
  writeNames,
  writeRange,
  writeSort,
} from "@/domain/search-parameters";
import { modelField } from "./model-field";
import { type Availability, availability, type OfferSource, offerSource } from "./offer";

export const sortKeys = [
  "score",
  "price",
  "hourly",
  "vram",
  "count",
  "throughput",
  "reliability",
  "changed",
] as const;
export type SortKey = (typeof sortKeys)[number];

/**
 * What "cheapest" means in a search: the price of one GPU; for a machine that has to hold a model, that of the machine, because two
 * cheap GPUs that hold it together may cost more than one dear GPU that holds it alone.
 */
export function cheapestSort({ model }: Pick<OfferSearch, "model">): "price" | "hourly" {
  return model === "" ? "price" : "hourly";
}

export const groupKeys = ["gpu", "provider", "region", "country", "count"] as const;
export type GroupKey = (typeof groupKeys)[number];

/** What a visitor asks of the market. An empty list and an open range remove nothing. */
export type OfferSearch = {
  q: string;
  gpu: string[];
  vendor: string[];
  provider: string[];
  region: string[];
  country: string[];
  form: string[];
  availability: Availability[];
  source: OfferSource[];
  pricing: "any" | "on_demand" | "spot";
  /** A model that the machine has to hold, by its id, or a size such as "70b"; "" = any machine. See `askedModel`. */
  model: string;
  /** Bits of a weight of that model. */
  bits: WeightBits;
  /** GiB per GPU. */
  vram: Range;
  /** GPUs in the offer. */
  count: Range;
  /** Micro-USD per GPU-hour. */
  price: MoneyRange;
  /** Micro-USD per hour for the whole machine. */
  hourly: MoneyRange;
  vcpus: Range;
  /** GiB of host memory. */
  ram: Range;
  /** 0..1 as the provider measures its hosts. */
  reliability: Range;
  preset: WorkloadPreset;
  /** The visitor's own weights; null = those of the preset. */
  weights: Record<CriterionId, number> | null;
  /** Version of the reference from which the scales are made: a link that names one keeps its scores. */
  reference: string;
  sort: SortKey;
  descending: boolean;
  group: GroupKey | null;
  page: number;
  /** Rows a page; null = all of them (exports). */
  limit: number | null;
};

export type FilterKey = (typeof filterKeys)[number];
/** Parameters that remove offers, in the order in which the page shows them. */
export const filterKeys = [
  "q",
  "gpu",
  "vendor",
  "provider",
  "region",
  "country",
  "form",
  "availability",
  "source",
  "pricing",
  "model",
  "vram",
  "count",
  "price",
  "hourly",
  "vcpus",
  "ram",
  "reliability",
] as const;

export const emptySearch: OfferSearch = {
  q: "",
  gpu: [],
  vendor: [],
  provider: [],
  region: [],
  country: [],
  form: [],
  availability: [],
  source: [],
  pricing: "any",
  model: "",
  bits: "8",
  vram: openRange,
  count: openRange,
  price: openMoneyRange,
  hourly: openMoneyRange,
  vcpus: openRange,
  ram: openRange,
  reliability: openRange,
  preset: "balanced",
  weights: null,
  reference: currentReference,
  sort: "score",
  descending: false,
  group: null,
  page: 1,
  limit: 100,
};

function wholeNumber(most: number) {
  return textOf(/^\d{1,9}$/, { code: "not_whole", parameters: {} })
    .transform(Number)
    .refine(
      (value) => value >= 1 && value <= most,
      refusal({ code: "out_of_range", parameters: { least: "1", most: String(most) } }),
    );
}

/** One field schema each: URL text in, search out. Shared by the page, tRPC, REST and the export. */
export const offerSearchFields = {
  q: z.string().trim().max(100),
  gpu: names,
  vendor: names,
  provider: names,
  region: names,
  country: names.pipe(
    z.array(
      textOf(/^(?:[A-Za-z]{2}|unknown)$/, { code: "country_form", parameters: {} }).transform((code) =>
        code === UNKNOWN ? code : code.toUpperCase(),
      ),
    ),
  ),
  form: names,
  availability: names.pipe(z.array(availability)),
  source: names.pipe(z.array(offerSource)),
  pricing: z.enum(["any", "on_demand", "spot"]),
  model: modelField,
  bits: z.enum(weightBits),
  vram: range,
  count: range,
  price: moneyRange,
  hourly: moneyRange,
  vcpus: range,
  ram: range,
  reliability: range,
  preset: z.enum(workloadPresets),
  weights: weightsField,
  // Not an enumeration: of one option, zod says "exact words" and not which options there are.
  reference: z
    .string()
    .refine(
      (version) => referenceVersions.includes(version),
      refusal({ code: "not_an_option", parameters: { options: referenceVersions } }),
    ),
  sort: sortBy(sortKeys),
  group: z.enum(groupKeys),
  page: wholeNumber(10_000),
  limit: wholeNumber(1000),
} satisfies Record<Exclude<keyof OfferSearch, "descending">, z.ZodType>;

/** Names every parameter that a search understands. */
export const searchParameterNames = Object.keys(offerSearchFields);

/**
 * Reads a search from URL parameters. Never throws: what cannot be understood keeps its default and is named in `issues`, so
 * that a page shows a notice and an API answers 400.
 *
 * @param others parameters that are not of the search.
 */
export function parseSearch(
  parameters: SearchParameters,
  others: readonly string[] = [],
): { search: OfferSearch; issues: FieldIssue[] } {
  const { read, issues } = readFields(offerSearchFields, parameters, others);
  return { search: searchOf(read), issues };
}

/** The search of fields that were read already, with the defaults of {@link emptySearch} for the rest. */
export function searchOf({ sort, ...asked }: FieldsRead<typeof offerSearchFields>): OfferSearch {
  return { ...emptySearch, ...asked, ...sort };
}

/** The search as URL parameters, defaults left out: the inverse of {@link parseSearch}. */
export function writeSearch(search: OfferSearch): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const field of searchParameterNames) {
    const text = writeField(field as keyof OfferSearch, search);
    if (text !== writeField(field as keyof OfferSearch, emptySearch) && text !== "")
      parameters.set(field, text);
  }
  return parameters;
}

/** The search as a link to keep: it names its reference even while that is the current one, so that its scores never change. */
export function writeKeptSearch(search: OfferSearch): URLSearchParams {
  const parameters = writeSearch(search);
  parameters.set("reference", search.reference);
  return parameters;
}

function writeField(field: keyof OfferSearch, search: OfferSearch): string {
  if (field === "sort") return writeSort(search);
  if (field === "price" || field === "hourly") return writeMoneyRange(search[field]);
  const value = search[field];
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return writeNames(value);
  if (typeof value !== "object") return String(value);
  return "min" in value
    ? writeRange(value as Range)
    : Object.entries(value)
        .map(([id, w]) => `${id}:${w}`)
        .join(",");
}
