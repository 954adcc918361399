import type { Weightless } from "./index-weight";
import { sellerOf } from "./machine-seller";
import { type MicroUsd, roundMicroUsd } from "./money";
import type { Availability, OfferSource } from "./offer";
import {
  type WeightedValues,
  weightedMedian,
  weightedMedianDistance,
  weightedTrimmedMean,
} from "./weighted-statistics";

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
/** A price this near to the median, as a factor, is never an outlier, however alike the others are. */
export const NEAR_FACTOR = 1.5;
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
  /** From `priceWeight`; `list_behind_feed` for a list whose provider answers itself. */
  weight: number | Weightless | "list_behind_feed";
  /** A newer price waits to be confirmed: the one that is shown is in doubt. */
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
export type MarketIndex = {
  median: MicroUsd | null;
  trimmedMean: MicroUsd | null;
  low: MicroUsd | null;
  high: MicroUsd | null;
  absence: "no_offers" | "too_few_sources" | "too_little_weight" | null;
  /** Providers and offers that count. */
  sources: number;
  offers: number;
  weight: number;
  /** Heaviest first. */
  providers: ProviderShare[];
  /** In the order of `exclusionReasons`, those that apply. */
  exclusions: Exclusion[];
};

type Weighed = { offer: IndexOffer; weight: number };
type Left = { reason: ExclusionReason; offer: ExcludedOffer };

/**
 * Median, trimmed mean and range of one GPU and kind over whole cards that can be had.
 *
 * Each provider has one vote of its freshness, shared by its offers: 500 rows of one weigh as one row of another. Prices are
 * compared as ratios, so that half and double are equally far. The same offers in any order give the same index.
 */
export function marketIndexOf(offers: readonly IndexOffer[]): MarketIndex {
  const left: Left[] = [];
  const fit = withoutSecondDoors(
    offers.filter((offer) => isFit(offer, left)),
    left,
  );
  const counted = withoutOutliers(shareVotes(fit), left);
  const providers = providerShares(counted);
  const weight = providers.reduce((sum, one) => sum + one.weight, 0);
  const absence = absenceOf(providers.length, weight);
  if (absence !== null)
    for (const { offer } of counted) left.push({ reason: "no_index", offer: excluded(offer) });
  const sorted = valuesOf(counted);
  const prices = absence === null ? sorted : { values: [], weights: [] };
  return {
    median: rounded(weightedMedian(prices)),
    trimmedMean: rounded(weightedTrimmedMean(prices, INDEX_TRIM)),
    low: rounded(sorted.values[0] ?? null),
    high: rounded(sorted.values.at(-1) ?? null),
    absence,
    sources: providers.length,
    offers: counted.length,
    weight,
    providers,
    exclusions: exclusionsOf(left),
  };
}

function absenceOf(sources: number, weight: number): MarketIndex["absence"] {
  if (sources === 0) return "no_offers";
  if (sources < LEAST_SOURCES) return "too_few_sources";
  return weight < LEAST_WEIGHT ? "too_little_weight" : null;
}

function isFit(offer: IndexOffer, left: Left[]): boolean {
  const reason = reasonOf(offer);
  if (reason !== null) left.push({ reason, offer: excluded(offer) });
  return reason === null;
}

function reasonOf({ weight, isHeld, gpuCount, availability }: IndexOffer): ExclusionReason | null {
  if (typeof weight === "string") return weight;
  if (isHeld) return "held_price";
  if (gpuCount < 1) return "part_of_a_card";
  return availability === "unavailable" ? "unavailable" : null;
}

/**
 * A cloud's machine that an aggregator sells too counts at the fresher door, at its own when they are alike. The same cloud,
 * GPU, kind and number of GPUs are one machine: aggregators name places in words of their own.
 */
function withoutSecondDoors(offers: readonly IndexOffer[], left: Left[]): IndexOffer[] {
  if (offers.every((offer) => sellerOf(offer) === offer.provider)) return [...offers];
  const best = new Map<string, IndexOffer>();
  for (const offer of offers) {
    const key = machineOf(offer);
    const other = best.get(key);
    if (other === undefined || isBetterDoor(offer, other)) best.set(key, offer);
  }
  return offers.filter((offer) => {
    const { provider } = best.get(machineOf(offer)) ?? offer;
    if (provider === offer.provider) return true;
    left.push({ reason: "two_doors", offer: { ...excluded(offer), countsAt: provider } });
    return false;
  });
}

function machineOf(offer: IndexOffer): string {
  return `${sellerOf(offer)} ${offer.gpuCount}`;
}

function isBetterDoor(offer: IndexOffer, other: IndexOffer): boolean {
  const [weight, otherWeight] = [Number(offer.weight), Number(other.weight)];
  if (weight !== otherWeight) return weight > otherWeight;
  const isOwn = sellerOf(offer) === offer.provider;
  return isOwn && sellerOf(other) !== other.provider;
}

/** Each offer with its part of its provider's vote, cheapest first. */
function shareVotes(offers: readonly IndexOffer[]): Weighed[] {
  const counts = new Map<string, number>();
  for (const { provider } of offers) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return offers
    .map((offer) => ({ offer, weight: Number(offer.weight) / (counts.get(offer.provider) ?? 1) }))
    .sort((a, b) => a.offer.microUsdPerGpuHour - b.offer.microUsdPerGpuHour);
}

function withoutOutliers(sorted: Weighed[], left: Left[]): Weighed[] {
  if (new Set(sorted.map(({ offer }) => offer.provider)).size < LEAST_SOURCES) return sorted;
  const prices = valuesOf(sorted);
  const median = weightedMedian(prices);
  if (median === null) return sorted;
  const logs = { values: prices.values.map(Math.log), weights: prices.weights };
  const spread = Math.max(LEAST_SPREAD, MAD_TO_SIGMA * (weightedMedianDistance(logs, Math.log(median)) ?? 0));
  const kept = sorted.filter(({ offer }) => {
    const timesMedian = offer.microUsdPerGpuHour / median;
    const deviations = Math.abs(Math.log(timesMedian)) / spread;
    if (deviations <= FARTHEST_DEVIATIONS + ROUNDING) return true;
    left.push({ reason: "outlier", offer: { ...excluded(offer), timesMedian, deviations } });
    return false;
  });
  return kept.length === sorted.length ? sorted : shareVotes(kept.map(({ offer }) => offer));
}

function providerShares(counted: readonly Weighed[]): ProviderShare[] {
  const byProvider = groupedBy(counted, ({ offer }) => offer.provider);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  return [...byProvider]
    .flatMap(([provider, own]) => {
      const weight = own.reduce((sum, one) => sum + one.weight, 0);
      const [first, median] = [own[0], rounded(weightedMedian(valuesOf(own)))];
      if (first === undefined || median === null) return [];
      const figures = { offers: own.length, weight, share: weight / total, medianMicroUsdPerGpuHour: median };
      return [{ provider, source: first.offer.source, ...figures }];
    })
    .sort((a, b) => b.weight - a.weight || (a.provider < b.provider ? -1 : 1));
}

function exclusionsOf(left: readonly Left[]): Exclusion[] {
  const byReason = groupedBy(left, ({ reason }) => reason);
  return exclusionReasons.flatMap((reason) => {
    const own = byReason.get(reason);
    if (own === undefined) return [];
    const farthest = [...own].sort((a, b) => (b.offer.deviations ?? 0) - (a.offer.deviations ?? 0));
    return [
      { reason, offers: own.length, examples: farthest.slice(0, MOST_EXAMPLES).map(({ offer }) => offer) },
    ];
  });
}

function excluded({ id, provider, instanceType, microUsdPerGpuHour }: IndexOffer): ExcludedOffer {
  const unsaid = { timesMedian: null, deviations: null, countsAt: null };
  return { id, provider, instanceType, microUsdPerGpuHour, ...unsaid };
}

function valuesOf(sorted: readonly Weighed[]): WeightedValues {
  return {
    values: sorted.map(({ offer }) => offer.microUsdPerGpuHour),
    weights: sorted.map(({ weight }) => weight),
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
