import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import { sellerOf } from "@/domain/offer/machine-seller";
import type { Availability, OfferSource } from "@/domain/offer/offer";
import { besideTheirSecondDoors } from "@/domain/offer/two-doors";
import type { Weightless } from "./index-weight";
import { weightedMedian, weightedMedianDistance, weightedTrimmedMean } from "./weighted-statistics";

export const indexKinds = ["on_demand", "spot"] as const;
export type IndexKind = (typeof indexKinds)[number];

/** Fewer providers are a price list, no market. */
export const LEAST_SOURCES = 3;
/** What one fresh feed weighs: less evidence than that makes no figure of today. */
export const LEAST_WEIGHT = 1;
/** Share of the weight cut from each end before the mean. */
export const INDEX_TRIM = 0.1;
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: modified z-scores above this are outliers. */
export const FARTHEST_DEVIATIONS = 3.5;
/** Median distance to standard deviation, for normal data. */
const MAD_TO_SIGMA = 1.4826;
/** Clouds differ by so much for one card: a price this near to the median, as a factor, is never an outlier. */
export const NEAR_FACTOR = 2.5;
const LEAST_SPREAD = Math.log(NEAR_FACTOR) / FARTHEST_DEVIATIONS;
/** A price exactly on the border is inside, whatever its logarithm loses. */
const ROUNDING = 1e-9;
const MOST_EXAMPLES = 3;

/** One offer of one GPU and kind, with what decides whether and how much it counts. */
export type IndexOffer = {
  id: string;
  provider: string;
  instanceType: string;
  gpuCount: number;
  microUsdPerGpuHour: MicroUsd;
  availability: Availability;
  source: OfferSource;
  /** Last good poll of its feed as ISO 8601, for polled offers; day of its list, for list offers. */
  observedAt: string | null;
  listedOn: string | null;
  /** From `priceWeight`; `list_behind_feed` for a list whose provider answers itself. */
  weight: number | Weightless | "list_behind_feed";
  /** A newer price is held, so the one that is shown may be out of date. */
  isHeld: boolean;
};

export const exclusionReasons = [
  "hidden_feed",
  "list_behind_feed",
  "list_too_old",
  "list_undated",
  "held_price",
  "part_of_a_card",
  "unavailable",
  "two_doors",
  "outlier",
  "no_index",
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** An offer that was left out, to be looked at. */
export type ExcludedOffer = Pick<IndexOffer, "id" | "provider" | "instanceType" | "microUsdPerGpuHour"> & {
  /** For an outlier: price over the weighted median, and its distance in robust standard deviations. */
  timesMedian: number | null;
  deviations: number | null;
  /** For a machine with two doors: the provider at which it counts. */
  countsAt: string | null;
};

export type Exclusion = { reason: ExclusionReason; offers: number; examples: ExcludedOffer[] };

export type ProviderShare = {
  provider: string;
  source: OfferSource;
  observedAt: string | null;
  /** Of its newest list. */
  listedOn: string | null;
  offers: number;
  /** 0..1: the mean weight of its offers; what they share among them. */
  weight: number;
  /** Of the whole weight. */
  share: number;
  medianMicroUsdPerGpuHour: MicroUsd;
};

/**
 * The index of one GPU and kind. `median` and `trimmedMean` are null while there is no index, `absence` says why.
 * `low` and `high` are the ends of what counts, null for nothing.
 */
export type IndexFigures = {
  median: MicroUsd | null;
  trimmedMean: MicroUsd | null;
  low: MicroUsd | null;
  high: MicroUsd | null;
  absence: "no_offers" | "too_few_sources" | "too_little_weight" | null;
  /** Providers that count; those through which one and the same cloud sells are one source. */
  sources: number;
  /** That count. */
  offers: number;
  weight: number;
};

/** The figures with their reasons. */
export type MarketIndex = IndexFigures & {
  /** Heaviest first. */
  providers: ProviderShare[];
  /** In the order of `exclusionReasons`, those that apply. */
  exclusions: Exclusion[];
};

/** An offer that nothing speaks against. */
type Fit = IndexOffer & { weight: number };
/** What counts, cheapest first, with each offer's part of its provider's vote. */
type Counted = { offers: readonly Fit[]; values: number[]; weights: number[] };
type Left = {
  reason: ExclusionReason;
  offer: IndexOffer;
  median?: number;
  spread?: number;
  countsAt?: string;
};

/**
 * Median, trimmed mean and range of one GPU and kind over whole cards that can be had.
 *
 * Each provider has one vote of its freshness, shared by its offers: 500 rows of one weigh as one row of another. Prices are
 * compared as ratios, so that half and double are equally far. The same offers in any order give the same index.
 */
export function indexFiguresOf(offers: readonly IndexOffer[]): IndexFigures {
  return figuresOf(count(offers, []));
}

/** {@link indexFiguresOf} with who counts and how much, and with what was left out and why. */
export function marketIndexOf(offers: readonly IndexOffer[]): MarketIndex {
  const left: Left[] = [];
  const counted = count(offers, left);
  const figures = figuresOf(counted);
  if (figures.absence !== null) for (const offer of counted.offers) left.push({ reason: "no_index", offer });
  return { ...figures, providers: providerShares(counted), exclusions: exclusionsOf(left) };
}

function count(offers: readonly IndexOffer[], left: Left[]): Counted {
  const { counted, second } = besideTheirSecondDoors(fitOf(offers, left));
  for (const { offer, countsAt } of second) left.push({ reason: "two_doors", offer, countsAt });
  return withoutOutliers(shareVotes(counted), left);
}

function figuresOf(counted: Counted): IndexFigures {
  const sources = sourcesOf(counted.offers);
  const weight = counted.weights.reduce((sum, one) => sum + one, 0);
  const absence = absenceOf(sources, weight);
  return {
    median: absence === null ? rounded(weightedMedian(counted)) : null,
    trimmedMean: absence === null ? rounded(weightedTrimmedMean(counted, INDEX_TRIM)) : null,
    low: rounded(counted.values[0] ?? null),
    high: rounded(counted.values.at(-1) ?? null),
    absence,
    sources,
    offers: counted.offers.length,
    weight,
  };
}

function absenceOf(sources: number, weight: number): IndexFigures["absence"] {
  if (sources === 0) return "no_offers";
  if (sources < LEAST_SOURCES) return "too_few_sources";
  return weight < LEAST_WEIGHT ? "too_little_weight" : null;
}

function fitOf(offers: readonly IndexOffer[], left: Left[]): Fit[] {
  return offers.filter((offer): offer is Fit => {
    const reason = reasonOf(offer);
    if (reason !== null) left.push({ reason, offer });
    return reason === null;
  });
}

function reasonOf({ weight, isHeld, gpuCount, availability }: IndexOffer): ExclusionReason | null {
  if (typeof weight === "string") return weight;
  if (isHeld) return "held_price";
  if (gpuCount < 1) return "part_of_a_card";
  return availability === "unavailable" ? "unavailable" : null;
}

function shareVotes(offers: readonly Fit[]): Counted {
  const sorted = offers.toSorted((a, b) => a.microUsdPerGpuHour - b.microUsdPerGpuHour);
  const counts = providersOf(sorted);
  return {
    offers: sorted,
    values: sorted.map((offer) => offer.microUsdPerGpuHour),
    weights: sorted.map(({ weight, provider }) => weight / (counts.get(provider) ?? 1)),
  };
}

function withoutOutliers(counted: Counted, left: Left[]): Counted {
  if (sourcesOf(counted.offers) < LEAST_SOURCES) return counted;
  const median = weightedMedian(counted);
  if (median === null) return counted;
  const logs = { values: counted.values.map(Math.log), weights: counted.weights };
  const distance = weightedMedianDistance(logs, Math.log(median)) ?? 0;
  const spread = Math.max(LEAST_SPREAD, MAD_TO_SIGMA * distance);
  const kept = counted.offers.filter((offer) => {
    if (deviationsOf(offer, median, spread) <= FARTHEST_DEVIATIONS + ROUNDING) return true;
    left.push({ reason: "outlier", offer, median, spread });
    return false;
  });
  return kept.length === counted.offers.length ? counted : shareVotes(kept);
}

function deviationsOf({ microUsdPerGpuHour }: IndexOffer, median: number, spread: number): number {
  return Math.abs(Math.log(microUsdPerGpuHour / median)) / spread;
}

/** As many as there are both feeds and clouds behind them: one cloud at two doors is one, and so is one aggregator of many. */
function sourcesOf(offers: readonly Fit[]): number {
  return Math.min(providersOf(offers).size, new Set(offers.map(sellerOf)).size);
}

/** Offers by provider. */
function providersOf(offers: readonly IndexOffer[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { provider } of offers) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}

function providerShares({ offers, weights }: Counted): ProviderShare[] {
  const total = weights.reduce((sum, one) => sum + one, 0);
  const places = groupedBy(
    offers.map((_, place) => place),
    (place) => offers[place]?.provider ?? "",
  );
  return [...places]
    .flatMap(([provider, own]) => {
      const ownWeights = own.map((place) => weights[place] ?? 0);
      const values = own.map((place) => offers[place]?.microUsdPerGpuHour ?? 0);
      const weight = ownWeights.reduce((sum, one) => sum + one, 0);
      const median = rounded(weightedMedian({ values, weights: ownWeights }));
      const first = offers[own[0] ?? 0];
      if (first === undefined || median === null) return [];
      const listedOn =
        own
          .map((place) => offers[place]?.listedOn ?? "")
          .sort()
          .at(-1) || null;
      const figures = { offers: own.length, weight, share: weight / total, medianMicroUsdPerGpuHour: median };
      return [{ provider, source: first.source, observedAt: first.observedAt, listedOn, ...figures }];
    })
    .sort((a, b) => b.weight - a.weight || (a.provider < b.provider ? -1 : 1));
}

function exclusionsOf(left: readonly Left[]): Exclusion[] {
  const byReason = groupedBy(left, ({ reason }) => reason);
  return exclusionReasons.flatMap((reason) => {
    const own = byReason.get(reason)?.map(excludedOffer);
    if (own === undefined) return [];
    const farthest = own.sort((a, b) => (b.deviations ?? 0) - (a.deviations ?? 0));
    return [{ reason, offers: own.length, examples: farthest.slice(0, MOST_EXAMPLES) }];
  });
}

function excludedOffer({ offer, median, spread, countsAt }: Left): ExcludedOffer {
  const { id, provider, instanceType, microUsdPerGpuHour } = offer;
  const isFar = median !== undefined && spread !== undefined;
  return {
    id,
    provider,
    instanceType,
    microUsdPerGpuHour,
    timesMedian: isFar ? microUsdPerGpuHour / median : null,
    deviations: isFar ? deviationsOf(offer, median, spread) : null,
    countsAt: countsAt ?? null,
  };
}

function rounded(value: number | null): MicroUsd | null {
  return value === null ? null : roundMicroUsd(value);
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
