import type { MicroUsd } from "@/domain/money";
import type { HourValue } from "./forecast/index-forecast";

/** Level of a chain at its base. */
export const BASE_LEVEL = 100;
/** Of three sources one may leave: the two that stayed still say how prices moved. One alone would be a price list. */
export const MIN_MATCHED_SOURCES = 2;

/** One offer of the index that the next point compares its price with. */
export type ChainMember = {
  offerId: string;
  source: string;
  microUsdPerGpuHour: MicroUsd;
  /** Weight by kind of price alone, never by age: a price must count the same when it rises and when it falls back. */
  vote: number;
};

/** The level of a chain, and the instant at which it was {@link BASE_LEVEL}. Levels with different bases cannot be compared. */
export type ChainLevel = { level: number; basedAt: string };

export type ChainLink = {
  /** Prices now divided by prices before, of the matched offers alone: 1 without any. */
  ratio: number;
  /** Number of sources with a matched offer. */
  sources: number;
};

/**
 * How the prices of the offers moved that are in both periods. An offer in only one of them changes nothing.
 *
 * The geometric mean of the price ratios of a source's offers, then the weighted geometric mean over the sources, one vote each: with
 * the same members, the links of two periods multiply to the link of both, and the way back undoes the way there.
 *
 * Source: Consumer Price Index Manual: Theory and Practice, ILO 2004, chapter 9 (elementary aggregates, chaining). For the geometric
 * mean, see https://pmc.ncbi.nlm.nih.gov/articles/PMC4309498.
 */
export function linkBetween(before: readonly ChainMember[], after: readonly ChainMember[]): ChainLink {
  const earlier = new Map(before.map(({ offerId, microUsdPerGpuHour }) => [offerId, microUsdPerGpuHour]));
  const sums = new Map<string, { offers: number; votes: number; logs: number }>();
  for (const { offerId, source, microUsdPerGpuHour, vote } of after) {
    const then = earlier.get(offerId);
    if (then === undefined) continue;
    const sum = sums.get(source) ?? { offers: 0, votes: 0, logs: 0 };
    sums.set(source, sum);
    sum.offers += 1;
    sum.votes += vote;
    sum.logs += vote * Math.log(microUsdPerGpuHour / then);
  }
  let [votes, logs] = [0, 0];
  for (const sum of sums.values()) {
    votes += sum.votes / sum.offers;
    logs += sum.logs / sum.offers;
  }
  return { ratio: votes === 0 ? 1 : Math.exp(logs / votes), sources: sums.size };
}

/**
 * The level after one more point: the last level times the link to it. With too few sources that were there before and after,
 * nothing is known of the move, and a new chain begins.
 *
 * @param at of the point as ISO 8601.
 */
export function nextLevel(
  last: (ChainLevel & { members: readonly ChainMember[] }) | null,
  members: readonly ChainMember[],
  at: string,
): ChainLevel {
  const link = last && linkBetween(last.members, members);
  if (last === null || link === null || link.sources < MIN_MATCHED_SOURCES)
    return { level: BASE_LEVEL, basedAt: at };
  return { level: last.level * link.ratio, basedAt: last.basedAt };
}

/** Change between two levels as a share: 0.05 = 5 % more expensive than then; null if one is missing or their bases differ. */
export function chainChange(now: ChainLevel | null, then: ChainLevel | null): number | null {
  if (now === null || then === null || now.basedAt !== then.basedAt) return null;
  return now.level / then.level - 1;
}

/** The sources that are only in the second of two periods, and those only in the first; sorted by name. */
export function membersChanged(
  before: readonly string[],
  after: readonly string[],
): { came: string[]; left: string[] } {
  const [earlier, later] = [new Set(before), new Set(after)];
  return {
    came: after.filter((source) => !earlier.has(source)).sort(),
    left: before.filter((source) => !later.has(source)).sort(),
  };
}

/**
 * A chain in prices: what the machines that were there all along would have cost, if the last level stands for the median of its
 * point. Only the levels with the base of the last one, because no other level can be compared with it.
 *
 * @param levels ascending in time, with the median of the same point in micro-USD.
 */
export function inLastPrice(levels: readonly (ChainLevel & { at: Date; median: number })[]): HourValue[] {
  const last = levels.at(-1);
  if (last === undefined) return [];
  return levels
    .filter(({ basedAt }) => basedAt === last.basedAt)
    .map(({ at, level }) => ({ at, microUsdPerGpuHour: (level / last.level) * last.median }));
}
