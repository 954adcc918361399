import { z } from "zod";
import type { FieldIssue } from "./errors";
import { type Availability, availability, type OfferSource, offerSource } from "./offer";
import { type CriterionId, criterionIds, type WorkloadPreset, workloadPresets } from "./ranking-criteria";

/** A closed range; null = open on that side. */
export type Range = { min: number | null; max: number | null };

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
  /** GiB per GPU. */
  vram: Range;
  /** GPUs in the offer. */
  count: Range;
  /** USD per GPU-hour. */
  price: Range;
  /** USD per hour for the whole machine. */
  hourly: Range;
  vcpus: Range;
  /** GiB of host memory. */
  ram: Range;
  /** 0..1 as the provider measures its hosts. */
  reliability: Range;
  preset: WorkloadPreset;
  /** The visitor's own weights; null = those of the preset. */
  weights: Record<CriterionId, number> | null;
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
  "vram",
  "count",
  "price",
  "hourly",
  "vcpus",
  "ram",
  "reliability",
] as const;

const openRange: Range = { min: null, max: null };

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
  vram: openRange,
  count: openRange,
  price: openRange,
  hourly: openRange,
  vcpus: openRange,
  ram: openRange,
  reliability: openRange,
  preset: "balanced",
  weights: null,
  sort: "score",
  descending: false,
  group: null,
  page: 1,
  limit: 100,
};

const name = z.string().trim().min(1).max(80);
export const names = z
  .string()
  .max(2000)
  .transform((text) =>
    text
      .split(",")
      .map((item) => readListed(item.trim()))
      .filter(Boolean),
  )
  .pipe(z.array(name).max(60));

/** Digits are counted in the pattern, so that no text can make it try twice. */
const rangePattern =
  /^(?:\d{1,9}(?:\.\d{1,6})?(?:\.\.(?:\d{1,9}(?:\.\d{1,6})?)?)?|\.\.\d{1,9}(?:\.\d{1,6})?)$/;
export const range = z
  .string()
  .regex(rangePattern, "write 24..80, 24.. or ..80")
  .transform(toRange)
  .refine(
    ({ min, max }) => min === null || max === null || min <= max,
    "the lower end is above the upper end",
  );

const weightPattern = /^[a-z]{1,20}:\d{1,4}(?:\.\d{1,6})?$/;
const weights = z
  .string()
  .max(300)
  .transform((text) => text.split(","))
  .refine(
    (parts) => parts.every((part) => weightPattern.test(part)),
    "write price:40,vram:10 with numbers from 0",
  )
  .transform((parts) => parts.map((part) => part.split(":", 2)))
  .refine((pairs) => new Set(pairs.map(([id]) => id)).size === pairs.length, "names a criterion twice")
  .refine(
    (pairs) => pairs.every(([id]) => criterionIds.some((known) => known === id)),
    `criteria are ${criterionIds.join(", ")}`,
  )
  .transform((pairs) => {
    const given = new Map(pairs.map(([id, weight]) => [id, Number(weight)]));
    // One entry per criterion, so the record is whole.
    return Object.fromEntries(criterionIds.map((id) => [id, given.get(id) ?? 0])) as Record<
      CriterionId,
      number
    >;
  })
  .refine((given) => Object.values(given).some((value) => value > 0), "at least one weight must be above 0");

function wholeNumber(most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, "write a whole number")
    .transform(Number)
    .pipe(z.number().min(1).max(most));
}

const sortWithDirection = z.templateLiteral([z.enum(["", "-"]), z.enum(sortKeys)]);

/** One field schema each: URL text in, search out. Shared by the page, tRPC, REST and the export. */
const fields = {
  q: z.string().trim().max(100),
  gpu: names,
  vendor: names,
  provider: names,
  region: names,
  country: names.pipe(
    z.array(
      z
        .string()
        .regex(/^[A-Za-z]{2}$/, "a country is two letters, such as US")
        .toUpperCase(),
    ),
  ),
  form: names,
  availability: names.pipe(z.array(availability)),
  source: names.pipe(z.array(offerSource)),
  pricing: z.enum(["any", "on_demand", "spot"]),
  vram: range,
  count: range,
  price: range,
  hourly: range,
  vcpus: range,
  ram: range,
  reliability: range,
  preset: z.enum(workloadPresets),
  weights,
  sort: sortWithDirection,
  group: z.enum(groupKeys),
  page: wholeNumber(10_000),
  limit: wholeNumber(1000),
} satisfies Record<Exclude<keyof OfferSearch, "descending">, z.ZodType>;

/** Names every parameter that a search understands. */
export const searchParameterNames = Object.keys(fields);

export type SearchParameters = Record<string, string | string[] | undefined>;

/**
 * Reads a search from URL parameters. Never throws: what cannot be understood keeps its default and is named in `issues`,
 * so that a page shows a notice and an API answers 400. A parameter given twice is joined by a comma; unknown names are
 * issues too.
 */
export function parseSearch(
  parameters: SearchParameters,
  others: readonly string[] = [],
): { search: OfferSearch; issues: FieldIssue[] } {
  const search: OfferSearch = { ...emptySearch };
  const issues: FieldIssue[] = [];
  for (const [field, given] of Object.entries(parameters)) {
    const text = Array.isArray(given) ? given.join(",") : given;
    if (text === undefined || text === "" || others.includes(field)) continue;
    const schema: z.ZodType | undefined = Object.hasOwn(fields, field)
      ? fields[field as keyof typeof fields]
      : undefined;
    const result = schema?.safeParse(text);
    if (!result) issues.push({ field, message: "is not a parameter of this search" });
    else if (!result.success) issues.push({ field, message: messageOf(result.error) });
    else Object.assign(search, field === "sort" ? readSort(String(result.data)) : { [field]: result.data });
  }
  return { search, issues };
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

function writeField(field: keyof OfferSearch, search: OfferSearch): string {
  if (field === "sort") return `${search.descending ? "-" : ""}${search.sort}`;
  const value = search[field];
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(writeListed).join(",");
  if (typeof value !== "object") return String(value);
  return "min" in value
    ? writeRange(value as Range)
    : Object.entries(value)
        .map(([id, w]) => `${id}:${w}`)
        .join(",");
}

/** A region may be called "Texas, US": inside a list its comma is written %2C, and a percent sign %25. */
function writeListed(item: string): string {
  return item.replaceAll("%", "%25").replaceAll(",", "%2C");
}

function readListed(text: string): string {
  return text.replace(/%2C/gi, ",").replaceAll("%25", "%");
}

/** "24..80", "24..", "..80", or nothing for an open range. */
export function writeRange({ min, max }: Range): string {
  if (min === null && max === null) return "";
  return `${min ?? ""}..${max ?? ""}`;
}

function toRange(text: string): Range {
  if (!text.includes("..")) return { min: Number(text), max: Number(text) };
  const [low = "", high = ""] = text.split("..");
  return { min: low === "" ? null : Number(low), max: high === "" ? null : Number(high) };
}

function readSort(text: string): Pick<OfferSearch, "sort" | "descending"> {
  const sort = sortKeys.find((key) => text.endsWith(key)) ?? "score";
  return { sort, descending: text.startsWith("-") };
}

export function messageOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? issue.message : "is not understood";
}
