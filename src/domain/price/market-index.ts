import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import { spanOfLists } from "@/domain/offer/list-day";
import type { OfferSource } from "@/domain/offer/offer";
import { countMachinesOnce } from "@/domain/offer/resold-machine";
import type { ChainMember } from "./chained-index";
import { type CountedSource, sourceOfAll } from "./counted-source";
import {
  type EligibleOffer,
  type ExclusionReason,
  exclusionReasons,
  type IndexOffer,
  ineligibleBecause,
} from "./index-offer";
import { byPrice, type IndexVotes, votesOf } from "./index-votes";
import { LIST_WEIGHT } from "./index-weight";
import {
  weightedMedian,
  weightedMedianDistance,
  weightedQuantile,
  weightedTrimmedMean,
} from "./weighted-statistics";

export const indexKinds = ["on_demand", "spot"] as const;
export type IndexKind = (typeof indexKinds)[number];

/** Fewer providers are a price list, not a market. */
export const MIN_SOURCES = 3;
/** The weight of one fresh feed: with less evidence, there is no current figure. */
export const MIN_WEIGHT = 1;
/** Share of the weight cut from each end before the mean. */
export const INDEX_TRIM = 0.1;
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: modified z-scores above this are outliers. */
export const MAX_DEVIATIONS = 3.5;
/** Converts the median distance to a standard deviation, for normal data. */
const MAD_TO_SIGMA = 1.4826;
/** Clouds differ by this factor for one card: a price this close to the median is never an outlier. */
export const NEAR_FACTOR = 2.5;
const MIN_SPREAD = Math.log(NEAR_FACTOR) / MAX_DEVIATIONS;
/** A price exactly on the boundary is inside, despite rounding in its logarithm. */
const ROUNDING = 1e-9;
const MAX_EXAMPLES = 3;

/** An example of an offer that was left out. */
export type ExcludedOffer = Pick<
  IndexOffer,
  "id" | "provider" | "instanceType" | "region" | "microUsdPerGpuHour" | "source" | "observedAt" | "listedOn"
> & {
  /** For an outlier: its price divided by the weighted median, and its distance in robust standard deviations. */
  timesMedian: number | null;
  deviations: number | null;
  /** For a resold machine: the provider at which it counts. */
  countsAt: string | null;
};

export type Exclusion = { reason: ExclusionReason; offers: number; examples: ExcludedOffer[] };

/** One source of the index, as a row that says how much it counts. */
export type SourceShare = {
  provider: string;
  /** Aggregators through which machines of this cloud count as well. */
  through: string[];
  source: OfferSource;
  observedAt: string | null;
  /** From the oldest to the newest list whose prices count, as in `list-day.ts`. */
  listedOn: string | null;
  offers: number;
  /** 0..1: the mean weight of its offers, which they share. */
  weight: number;
  /** Share of the total weight, 0..1. */
  share: number;
  medianMicroUsdPerGpuHour: MicroUsd;
};

/**
 * The index of one GPU and kind. While there is no index, `median`, `trimmedMean` and the quartiles are null and `absence` says why.
 * A quarter of the weight is below the lower quartile, a quarter above the upper one. `low` and `high` are the lowest and highest
 * price that counts, null if none does.
 */
export type IndexFigures = {
  median: MicroUsd | null;
  trimmedMean: MicroUsd | null;
  lowerQuartile: MicroUsd | null;
  upperQuartile: MicroUsd | null;
  low: MicroUsd | null;
  high: MicroUsd | null;
  absence: "no_offers" | "too_few_sources" | "too_little_weight" | null;
  /** Number of sources that count: an aggregator and the cloud that it resells are one. */
  sources: number;
  /** Number of offers that count. */
  offers: number;
  weight: number;
  countedSource: CountedSource;
};

/** The figures with what they are based on. */
export type MarketIndex = IndexFigures & {
  /** One row for each of the `sources`, heaviest first. */
  providers: SourceShare[];
  /** Only the reasons that apply, in the order of `exclusionReasons`. */
  exclusions: Exclusion[];
};

/** The figures with their sources, and the `members` that the next point is linked to. */
export type RecordedIndex = { figures: IndexFigures; sources: string[]; members: ChainMember[] };

type LeftOut = {
  reason: ExclusionReason;
  offer: IndexOffer;
  median?: number;
  spread?: number;
  countsAt?: string;
};

/**
 * Median, quartiles, trimmed mean and range of one GPU and kind, over whole cards that can be rented.
 *
 * Each source has one vote, weighted by freshness and shared by its offers: 500 rows of one source weigh as much as one row of
 * another. Prices are compared as ratios, so that half and double are equally distant. The order of the offers does not matter.
 */
export function indexFiguresOf(offers: readonly IndexOffer[]): IndexFigures {
  return figuresOf(count(offers, null));
}

/**
 * {@link indexFiguresOf} with the sources and offers that count. Held offers are members at their last confirmed price: otherwise the
 * price that is confirmed later would have nothing to be compared with, and no large move would ever enter the chained index.
 */
export function recordedIndexOf(offers: readonly IndexOffer[]): RecordedIndex {
  const votes = count(offers, null);
  const linked = offers.some(({ isHeld }) => isHeld) ? count(offers.map(asConfirmed), null) : votes;
  const members = linked.offers.map((offer, place) => memberOf(offer, sourceAt(linked, place)));
  return { figures: figuresOf(votes), sources: votes.sources.toSorted(), members };
}

function asConfirmed(offer: IndexOffer): IndexOffer {
  return offer.isHeld ? { ...offer, isHeld: false } : offer;
}

/** {@link indexFiguresOf} with the weight of each source, and with the offers that were left out and why. */
export function marketIndexOf(offers: readonly IndexOffer[]): MarketIndex {
  const leftOut: LeftOut[] = [];
  const votes = count(offers, leftOut);
  const figures = figuresOf(votes);
  if (figures.absence !== null) for (const offer of votes.offers) leftOut.push({ reason: "no_index", offer });
  return { ...figures, providers: sharesOf(votes), exclusions: exclusionsOf(leftOut) };
}

/** @param leftOut where offers that do not count are noted, or null if nobody asks. */
function count(offers: readonly IndexOffer[], leftOut: LeftOut[] | null): IndexVotes {
  const { counted, duplicates } = countMachinesOnce(eligibleOf(offers, leftOut));
  for (const { offer, countsAt } of duplicates) leftOut?.push({ reason: "two_doors", offer, countsAt });
  return withoutOutliers(votesOf(byPrice(counted)), leftOut);
}

function figuresOf(votes: IndexVotes): IndexFigures {
  const sources = votes.sources.length;
  const weight = votes.weights.reduce((sum, one) => sum + one, 0);
  const absence = absenceOf(sources, weight);
  const known = (figure: () => number | null) => (absence === null ? rounded(figure()) : null);
  return {
    median: known(() => weightedMedian(votes)),
    trimmedMean: known(() => weightedTrimmedMean(votes, INDEX_TRIM)),
    lowerQuartile: known(() => weightedQuantile(votes, 0.25)),
    upperQuartile: known(() => weightedQuantile(votes, 0.75)),
    low: rounded(votes.values[0] ?? null),
    high: rounded(votes.values.at(-1) ?? null),
    absence,
    sources,
    offers: votes.offers.length,
    weight,
    countedSource: sourceOfAll(votes.offers.map(({ source }) => source)),
  };
}

function absenceOf(sources: number, weight: number): IndexFigures["absence"] {
  if (sources === 0) return "no_offers";
  if (sources < MIN_SOURCES) return "too_few_sources";
  return weight < MIN_WEIGHT ? "too_little_weight" : null;
}

function eligibleOf(offers: readonly IndexOffer[], leftOut: LeftOut[] | null): EligibleOffer[] {
  return offers.filter((offer): offer is EligibleOffer => {
    const reason = ineligibleBecause(offer);
    if (reason !== null) leftOut?.push({ reason, offer });
    return reason === null;
  });
}

function withoutOutliers(votes: IndexVotes, leftOut: LeftOut[] | null): IndexVotes {
  if (votes.sources.length < MIN_SOURCES) return votes;
  const median = weightedMedian(votes);
  if (median === null) return votes;
  const { offers, weights } = votes;
  const distance =
    weightedMedianDistance({ values: votes.values.map(Math.log), weights }, Math.log(median)) ?? 0;
  const spread = Math.max(MIN_SPREAD, MAD_TO_SIGMA * distance);
  const isFar = (offer: EligibleOffer | undefined) =>
    offer !== undefined && deviationsOf(offer, median, spread) > MAX_DEVIATIONS + ROUNDING;
  let [from, to] = [0, offers.length];
  while (isFar(offers[from])) from += 1;
  while (isFar(offers[to - 1])) to -= 1;
  if (to - from === offers.length) return votes;
  for (const offer of [...offers.slice(0, from), ...offers.slice(to)])
    leftOut?.push({ reason: "outlier", offer, median, spread });
  return votesOf(offers.slice(from, to));
}

function deviationsOf({ microUsdPerGpuHour }: IndexOffer, median: number, spread: number): number {
  return Math.abs(Math.log(microUsdPerGpuHour / median)) / spread;
}

function sourceAt({ sourceOf, sources }: IndexVotes, place: number): string {
  return sources[sourceOf[place] ?? 0] ?? "";
}

function memberOf({ id, microUsdPerGpuHour, source }: EligibleOffer, name: string): ChainMember {
  return { offerId: id, source: name, microUsdPerGpuHour, vote: source === "list" ? LIST_WEIGHT : 1 };
}

function sharesOf(votes: IndexVotes): SourceShare[] {
  const total = votes.weights.reduce((sum, one) => sum + one, 0);
  const places = groupedBy([...votes.offers.keys()], (place) => sourceAt(votes, place));
  return [...places]
    .flatMap(([name, own]) => shareOf(votes, name, own, total) ?? [])
    .sort((a, b) => b.weight - a.weight || (a.provider < b.provider ? -1 : 1));
}

/** @param places of the offers of the source, cheapest first. */
function shareOf(
  { offers, weights, values }: IndexVotes,
  name: string,
  places: readonly number[],
  total: number,
): SourceShare | null {
  const own = places.flatMap((place) => offers[place] ?? []);
  const ownWeights = places.map((place) => weights[place] ?? 0);
  const ownValues = places.map((place) => values[place] ?? 0);
  const median = rounded(weightedMedian({ values: ownValues, weights: ownWeights }));
  const first = own.find(({ provider }) => provider === name) ?? own[0];
  if (first === undefined || median === null) return null;
  const weight = ownWeights.reduce((sum, one) => sum + one, 0);
  return {
    provider: name,
    through: [...new Set(own.map(({ provider }) => provider))].filter((one) => one !== name).sort(),
    source: first.source,
    observedAt: first.observedAt,
    listedOn: spanOfLists(own.flatMap(({ listedOn }) => listedOn ?? [])),
    offers: own.length,
    weight,
    share: weight / total,
    medianMicroUsdPerGpuHour: median,
  };
}

function exclusionsOf(leftOut: readonly LeftOut[]): Exclusion[] {
  const byReason = groupedBy(leftOut, ({ reason }) => reason);
  return exclusionReasons.flatMap((reason) => {
    const own = byReason.get(reason)?.map(excludedOffer);
    if (own === undefined) return [];
    const farthest = own.sort((a, b) => (b.deviations ?? 0) - (a.deviations ?? 0));
    return [{ reason, offers: own.length, examples: farthest.slice(0, MAX_EXAMPLES) }];
  });
}

function excludedOffer({ offer, median, spread, countsAt }: LeftOut): ExcludedOffer {
  const { id, provider, instanceType, region, microUsdPerGpuHour, source, observedAt, listedOn } = offer;
  const isFar = median !== undefined && spread !== undefined;
  return {
    id,
    provider,
    instanceType,
    region,
    microUsdPerGpuHour,
    source,
    observedAt,
    listedOn,
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
