"use client";

import { useFormatter, useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { countryName } from "@/components/format/country-name";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatReliability } from "@/components/format/format-fixed";
import { formatListDay } from "@/components/format/list-day";
import { formatGib, formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { formFactorNames, vendorNames } from "@/components/gpus/gpu-words";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import type { Gpu } from "@/domain/gpu/gpu";
import type { Locale } from "@/locale/locales";
import type { OfferDetail } from "./offer-detail";

/**
 * `price` is the source of the price itself: the list, even when a feed repeats the list price. `least`: the least figure of the forms
 * that the GPU may have, because nobody states its form.
 */
export type FactOrigin = "price" | "provider" | "sheet" | "least" | "gpu_table" | "record";

const facts = {
  price: ["pricePerGpu", "pricePerMachine", "pricing", "availability"],
  gpu: ["gpu", "gpuRaw", "gpuCount", "vram", "vramTotal", "formFactor", "architecture", "fp16", "bandwidth"],
  host: ["instanceType", "vcpus", "ram", "disk", "reliability"],
  place: ["region", "country", "networkDown", "networkUp", "egress", "diskPrice"],
  record: ["listDay", "firstSeen", "changed", "id"],
} as const;

type FactId = (typeof facts)[keyof typeof facts][number];
type FactValue = { value: string | null; unit?: string; title?: string; source: FactOrigin };

/** Facts whose value is words. */
const wordFacts: ReadonlySet<FactId> = new Set<FactId>([
  ...(["pricing", "availability", "gpu", "formFactor", "architecture"] as const),
  ...(["region", "country", "listDay", "firstSeen", "changed"] as const),
]);

/** Names of the provider and ids, which are codes. */
const codeFacts: ReadonlySet<FactId> = new Set<FactId>(["gpuRaw", "instanceType", "id"]);

/** The facts of an offer in groups, formatted in the reader's language; null is unknown. */
export function useFacts(offer: OfferDetail, gpu: Gpu | null, sheet: Benchmark | null) {
  const [t, words, availability] = [
    useTranslations("offer.facts"),
    useTranslations("source"),
    useTranslations("offer.availability"),
  ];
  const [format, locale] = [useFormatter(), useCurrentLocale()];
  const day = (at: string) => format.dateTime(new Date(at), dayAndMinute);
  const stated = statedFigures(offer, locale, words("gib"));
  const written: Record<FactId, FactValue> = {
    ...stated,
    ...gpuFigures(offer, gpu, sheet, locale, words("gib")),
    pricing: { value: offer.isSpot ? words("spot") : words("onDemand"), source: "provider" },
    availability: {
      value: stockOf(offer, t("gone"), availability),
      source: "provider",
    },
    egress: { ...stated.egress, unit: t("perGib") },
    diskPrice: { ...stated.diskPrice, unit: t("perGibMonth") },
    pricePerGpu: { ...stated.pricePerGpu, unit: words("perGpuHour") },
    pricePerMachine: { ...stated.pricePerMachine, unit: t("perHour") },
    listDay: {
      value: offer.listedOn === null ? null : formatListDay(offer.listedOn, locale),
      source: "price",
    },
    firstSeen: {
      value: day(offer.firstSeenAt),
      unit: "UTC",
      title: formatInstant(offer.firstSeenAt),
      source: "record",
    },
    changed: {
      value: day(offer.changedAt),
      unit: "UTC",
      title: formatInstant(offer.changedAt),
      source: "record",
    },
    id: { value: offer.id, source: "record" },
  };
  return groupNames.map((group) => ({
    group,
    facts: facts[group]
      .filter((id) => isTold(id, offer))
      .map((id) => ({ id, ...written[id], font: fontOf(id) })),
  }));
}

function fontOf(id: FactId): string | undefined {
  if (wordFacts.has(id)) return "font-sans";
  return codeFacts.has(id) ? "font-mono" : undefined;
}

/** An offer that stands only in a list was never observed: its days are those of the list, not of our copy of it. */
export function isTold(
  id: FactId,
  { feedSource, listedOn }: Pick<OfferDetail, "feedSource" | "listedOn">,
): boolean {
  if (id === "listDay") return listedOn !== null || feedSource === "list";
  return feedSource !== "list" || (id !== "firstSeen" && id !== "changed");
}

const groupNames = ["price", "gpu", "host", "place", "record"] as const;

type StatedId =
  | "pricePerGpu"
  | "pricePerMachine"
  | "gpuRaw"
  | "instanceType"
  | "gpuCount"
  | "vcpus"
  | "ram"
  | "disk";
type PlaceId = "reliability" | "region" | "country" | "networkDown" | "networkUp" | "egress" | "diskPrice";

function statedFigures(
  offer: OfferDetail,
  locale: Locale,
  gib: string,
): Record<StatedId | PlaceId, FactValue> {
  const number = (value: number | null, digits = 0) =>
    value === null ? null : formatNumber(value, locale, digits);
  const price = (value: number | null) => (value === null ? null : formatPrice(value, locale));
  const fromPrice = (value: string | null): FactValue => ({ value, source: "price" });
  const fromProvider = (value: string | null, unit?: string): FactValue => ({
    value,
    unit,
    source: "provider",
  });
  return {
    pricePerGpu: fromPrice(price(offer.microUsdPerGpuHour)),
    pricePerMachine: fromPrice(price(offer.microUsdPerMachineHour)),
    gpuRaw: fromProvider(offer.gpuRaw),
    instanceType: fromProvider(offer.instanceType),
    gpuCount: fromProvider(number(offer.gpuCount, 3)),
    vcpus: fromProvider(number(offer.vcpus, 1)),
    ram: fromProvider(offer.ramGib === null ? null : formatGib(offer.ramGib, locale), gib),
    disk: fromProvider(offer.diskGib === null ? null : formatGib(offer.diskGib, locale), gib),
    reliability: fromProvider(
      offer.reliability === null ? null : formatReliability(offer.reliability, locale),
    ),
    region: fromProvider(offer.region === null ? null : regionName(offer.region, offer.countryCode, locale)),
    country: fromProvider(offer.countryCode === null ? null : countryWithCode(offer.countryCode, locale)),
    networkDown: fromProvider(number(offer.networkDownMbps), "Mbit/s"),
    networkUp: fromProvider(number(offer.networkUpMbps), "Mbit/s"),
    egress: fromProvider(price(offer.microUsdPerGibEgress)),
    diskPrice: fromProvider(price(offer.microUsdPerGibMonthDisk)),
  };
}

type GpuFactId = "gpu" | "vram" | "vramTotal" | "formFactor" | "architecture" | "fp16" | "bandwidth";

type GpuFiguresOffer = Pick<
  OfferDetail,
  "gpuName" | "gpuCount" | "vramGib" | "fp16Tflops" | "bandwidthGbPerSecond" | "figuresLeastOf"
>;

/** The facts about the GPU itself, with their sources. */
export function gpuFigures(
  offer: GpuFiguresOffer,
  gpu: Gpu | null,
  sheet: Benchmark | null,
  locale: Locale,
  gib: string,
): Record<GpuFactId, FactValue> {
  const fromTable = (value: string | null, unit?: string): FactValue => ({
    value,
    unit,
    source: "gpu_table",
  });
  const fromSheet = (value: number | null | undefined, unit: string): FactValue => ({
    value: value == null ? null : formatNumber(value, locale, 1),
    unit,
    source: "sheet",
  });
  // Where nobody states the form, the figure is the least over its forms and no sheet's own.
  const peak = (printed: number | null | undefined, least: number | null, unit: string): FactValue =>
    printed == null && least !== null && offer.figuresLeastOf.length > 0
      ? { value: `≥ ${formatNumber(least, locale, 1)}`, unit, source: "least" }
      : fromSheet(printed, unit);
  // A fractional GPU counts as one: its VRAM is already that of the fraction.
  const cards = Math.max(1, offer.gpuCount);
  return {
    gpu: fromTable(gpu === null ? offer.gpuName : `${vendorNames[gpu.vendor]} ${gpu.model}`),
    vram: fromTable(formatGib(offer.vramGib, locale), gib),
    vramTotal: fromTable(formatGib(offer.vramGib * cards, locale), gib),
    formFactor: fromTable(gpu?.formFactor ? formFactorNames[gpu.formFactor] : null),
    architecture: fromTable(gpu?.architecture ?? null),
    fp16: peak(sheet?.tflops.fp16, offer.fp16Tflops, "TFLOPS"),
    bandwidth: peak(sheet?.memoryBandwidthGBps, offer.bandwidthGbPerSecond, "GB/s"),
  };
}

function countryWithCode(code: string, locale: Locale): string {
  const name = countryName(code, locale);
  return name === code ? code : `${name} (${code})`;
}

/** Availability in words; an offer that is gone has none, whatever its feed reported last. */
function stockOf(
  { goneAt, availability }: OfferDetail,
  gone: string,
  words: (stock: Exclude<OfferDetail["availability"], "unknown">) => string,
): string | null {
  if (goneAt !== null) return gone;
  return availability === "unknown" ? null : words(availability);
}
