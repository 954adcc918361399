import type { MicroUsd } from "@/domain/money";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { priceSwitchPoints } from "@/domain/ranking/price-switch-points";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";
import { contributionsOf } from "@/domain/ranking/ranking-explanation";
import { weightCurves, weightSwitchPoints } from "@/domain/ranking/switch-points";
import type { Market } from "../snapshot/market";
import { type DescribedRow, describeRow } from "./describe-row";
import { orderPage } from "./order";
import { rankedSet } from "./ranked-set";

/** Number of weights at which a curve is computed. */
const CURVE_STEPS = 40;
const SHOWN = 3;

export type WhyOffer = DescribedRow & { score: number; contributions: number[]; utilities: number[] };

export type WeightSwitch = { weight: number; first: { id: string; name: string; provider: string } };

export type Why = {
  total: number;
  weights: Weights;
  /** The first three, best first. */
  offers: WhyOffer[];
  /** Per criterion: the nearest weight below and above the current one at which another offer comes first. */
  weightSwitches: {
    criterion: CriterionId;
    weight: number;
    below: WeightSwitch | null;
    above: WeightSwitch | null;
  }[];
  /** Per runner-up: the price per GPU-hour at which it would come first; null when no price would. */
  priceSwitches: { id: string; microUsdPerGpuHour: MicroUsd | null }[];
  /** Per criterion: the scores of the shown offers as its weight goes from 0 to 1. */
  curves: Record<CriterionId, { weight: number; scores: number[] }[]>;
};

/** Explains why the first offer of a search is first, and what would change that. Null when nothing matches. */
export function explainFirst(market: Market, search: OfferSearch, now: Date): Why | null {
  const { columns } = market;
  const { rows, closeness, rank, utilities, weights } = rankedSet(market, search, now);
  if (rows.length === 0) return null;
  const top = [
    ...orderPage(columns, rows, rank, { ...search, sort: "score", descending: false, page: 1, limit: SHOWN }),
  ];
  const [first = 0, ...runnersUp] = top;
  const switches = weightSwitchPoints(utilities, first, weights);
  const describe = (position: number) => describeAt(market, rows, position, now);
  return {
    total: rows.length,
    weights,
    offers: top.map((position) => {
      const values = utilities.map((column) => column[position] as number);
      const parts = contributionsOf(values, weights);
      return {
        ...describe(position),
        score: closeness[position] as number,
        contributions: criterionIds.map((id) => parts[id]),
        utilities: values,
      };
    }),
    weightSwitches: criterionIds.map((criterion) => ({
      criterion,
      weight: weights[criterion],
      below: named(switches[criterion].below, describe),
      above: named(switches[criterion].above, describe),
    })),
    priceSwitches: priceSwitchPoints(utilities, first, runnersUp, weights).map((price, place) => ({
      id: describe(runnersUp[place] ?? first).id,
      microUsdPerGpuHour: price,
    })),
    curves: curvesOf(utilities, top, weights),
  };
}

function curvesOf(utilities: Float64Array[], top: number[], weights: Weights): Why["curves"] {
  const entries = criterionIds.map(
    (criterion) => [criterion, weightCurves(utilities, top, weights, criterion, CURVE_STEPS)] as const,
  );
  // There is one entry per criterion, because the entries are made from all criteria.
  return Object.fromEntries(entries) as Why["curves"];
}

function named(
  found: { weight: number; newFirst: number } | null,
  describe: (position: number) => DescribedRow,
): WeightSwitch | null {
  if (!found) return null;
  const { id, gpuName, provider } = describe(found.newFirst);
  return { weight: found.weight, first: { id, name: gpuName, provider } };
}

function describeAt(market: Market, rows: Uint32Array, position: number, now: Date): DescribedRow {
  const row = market.columns.rows[rows[position] as number];
  if (!row) throw new Error(`the market has no row at ${position}`);
  return describeRow(market, row, now);
}
