import { isAggregator, sellerOf } from "@/domain/offer/machine-seller";
import type { EligibleOffer } from "./index-offer";

/** The offers that count, cheapest first, in columns that all figures are computed from. */
export type IndexVotes = {
  offers: readonly EligibleOffer[];
  /** Prices in micro-USD, ascending. */
  values: Float64Array;
  /** Each offer's share of the vote of its source. */
  weights: Float64Array;
  /** The source of each offer, as a place in `sources`. */
  sourceOf: Uint16Array;
  /** Every source once. */
  sources: readonly string[];
};

/**
 * Gives each source one vote, weighted by freshness: the mean weight of its offers, which they share.
 *
 * @param offers cheapest first.
 */
export function votesOf(offers: readonly EligibleOffer[]): IndexVotes {
  const { sourceOf, sources } = sourcesOf(offers);
  const counts = new Uint32Array(sources.length);
  for (const source of sourceOf) counts[source] = (counts[source] ?? 0) + 1;
  const [values, weights] = [new Float64Array(offers.length), new Float64Array(offers.length)];
  for (let place = 0; place < offers.length; place += 1) {
    const offer = offers[place];
    if (offer === undefined) continue;
    values[place] = offer.microUsdPerGpuHour;
    weights[place] = offer.weight / (counts[sourceOf[place] ?? 0] ?? 1);
  }
  return { offers, values, weights, sourceOf, sources };
}

/**
 * The source of each offer: who stands behind its price and has machines of its own. That is its provider, except that an
 * aggregator's machine of a cloud that counts itself is the cloud's. So an aggregator beside the only cloud that it resells is no
 * second source, and neither are all the clouds of one aggregator.
 */
function sourcesOf(offers: readonly EligibleOffer[]): Pick<IndexVotes, "sourceOf" | "sources"> {
  const codes = new Map<string, number>();
  const sourceOf = new Uint16Array(offers.length);
  for (let place = 0; place < offers.length; place += 1)
    sourceOf[place] = codeOf(codes, offers[place]?.provider ?? "");
  const providers = [...codes.keys()];
  if (!providers.some(isAggregator)) return { sourceOf, sources: providers };
  const merged = new Map<string, number>();
  for (let place = 0; place < offers.length; place += 1) {
    const offer = offers[place];
    if (offer === undefined) continue;
    const cloud = sellerOf(offer);
    sourceOf[place] = codeOf(merged, codes.has(cloud) ? cloud : offer.provider);
  }
  return { sourceOf, sources: [...merged.keys()] };
}

function codeOf(codes: Map<string, number>, name: string): number {
  const known = codes.get(name);
  if (known !== undefined) return known;
  codes.set(name, codes.size);
  return codes.size - 1;
}

/** Cheapest first; equal prices keep their order. */
export function byPrice(offers: readonly EligibleOffer[]): EligibleOffer[] {
  // Price and place in one exact number: a typed array sorts numbers several times as fast as an array sorts objects.
  const places = 2 ** Math.ceil(Math.log2(offers.length + 1));
  const keys = new Float64Array(offers.length);
  let highest = 0;
  for (let place = 0; place < keys.length; place += 1) {
    const price = offers[place]?.microUsdPerGpuHour ?? 0;
    highest = Math.max(highest, price);
    keys[place] = price * places + place;
  }
  if (highest * places + places > Number.MAX_SAFE_INTEGER)
    return offers.toSorted((a, b) => a.microUsdPerGpuHour - b.microUsdPerGpuHour);
  keys.sort();
  const sorted: EligibleOffer[] = [];
  for (const key of keys) {
    const offer = offers[key - Math.floor(key / places) * places];
    if (offer !== undefined) sorted.push(offer);
  }
  return sorted;
}
