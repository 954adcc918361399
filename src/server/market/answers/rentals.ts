import { type Case, cases } from "@/domain/interval";
import { modelById } from "@/domain/model/model";
import { fitModel, type ModelFit } from "@/domain/model/model-fit";
import {
  canEstimate,
  estimateThroughput,
  type NoThroughput,
  type Throughput,
} from "@/domain/model/throughput";
import {
  type LandedRent,
  landedRent,
  type RentalCurve,
  rentalCurve,
} from "@/domain/rent-or-call/landed-cost";
import {
  demandOf,
  precisionsOf,
  type RentOrCallQuestion,
  rentTermsOf,
  requestOf,
  servingAssumptionsOf,
} from "@/domain/rent-or-call/rent-or-call";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { cheapestBySize } from "./cheapest-by-size";
import { type DescribedRow, describeRow } from "./describe-row";

/** An offer that can serve the model, with its cost. */
export type RentalOption = DescribedRow & { throughput: Throughput; landed: LandedRent };

/** What the cost curve needs to know about a machine. */
export type CurveOffer = Pick<MarketRow, "id" | "gpuCount" | "isSpot"> &
  Pick<DescribedRow, "gpuName" | "providerName"> & { curve: RentalCurve };

export type WhyNoRental = NoThroughput["why"] | "too_many_machines";

export type Rentals = {
  /** First those that reach the requested speed, then by expected cost; a few per machine size. */
  options: RentalOption[];
  /** Every machine that is the cheapest at some volume, among those that reach the requested speed. */
  frontier: CurveOffer[];
  /** Number of machine sizes per provider that were considered; 0 if the model fits on none, whatever the machine. */
  considered: number;
  /** How many of those are not in the list, by reason. */
  leftOut: Record<WhyNoRental, number>;
  /** The fastest expected stream among all machines that can hold the model; null when none can. */
  fastestStream: number | null;
  /** VRAM of the largest machine whose speed can be estimated, in GiB; null when there is none. */
  largestVramGib: number | null;
};

/** Sellers of one machine size in the list; more would push other sizes out of it. */
const SELLERS_PER_SIZE = 3;

type Candidate = { row: MarketRow; throughput: Throughput; landed: LandedRent; curve: RentalCurve };

/**
 * The machines of the market that could serve a model, by landed cost. Considers the cheapest offer of each provider for each
 * size, but no sold-out offers and no fractions of a card.
 */
export function rentalsFor(market: Market, question: RentOrCallQuestion, limit: number, now: Date): Rentals {
  const rows = cheapestBySize(market, question.pricing, now);
  const leftOut: Rentals["leftOut"] = {
    no_data_sheet: 0,
    no_compute_figure: 0,
    fraction_of_a_card: 0,
    does_not_fit: 0,
    too_many_machines: 0,
  };
  const model = modelById(question.model);
  const fit = model && fitModel(model, precisionsOf(question));
  const candidates: Candidate[] = [];
  const isServable = fit && !("why" in fit);
  if (isServable) {
    const toCandidate = candidateMaker(question, fit);
    for (const row of rows) {
      const candidate = toCandidate(row);
      if (typeof candidate === "string") leftOut[candidate] += 1;
      else candidates.push(candidate);
    }
  }
  const sizes = rows.flatMap(({ gpuId, vramGib, gpuCount }) =>
    canEstimate(gpuId) ? [vramGib * gpuCount] : [],
  );
  return {
    options: shortList(candidates, question, limit).map(({ row, throughput, landed }) => ({
      ...describeRow(market, row, now),
      throughput,
      landed,
    })),
    frontier: frontierOf(candidates).map(({ row, curve }) =>
      curveOffer(describeRow(market, row, now), curve),
    ),
    considered: isServable ? rows.length : 0,
    leftOut,
    fastestStream: largest(candidates.map(({ throughput }) => throughput.streamTokensPerSecond)),
    largestVramGib: largest(sizes),
  };
}

/** Throughput depends only on the machine, so each size is estimated once. */
function candidateMaker(
  question: RentOrCallQuestion,
  fit: ModelFit,
): (row: MarketRow) => Candidate | WhyNoRental {
  const known = new Map<string, Throughput | NoThroughput>();
  const assumptions = servingAssumptionsOf(question);
  const task = {
    fit,
    ...requestOf(question),
    cachedShare: question.cached / 100,
    minTokensPerSecond: question.speed === 0 ? null : question.speed,
  };
  const [demand, terms] = [demandOf(question), rentTermsOf(question)];
  return (row) => {
    const size = `${row.gpuId} ${row.gpuCount} ${row.vramGib}`;
    const throughput = known.get(size) ?? estimateThroughput(row, task, assumptions);
    known.set(size, throughput);
    if (throughput.kind === "none") return throughput.why;
    const { outputTokensPerSecond } = throughput;
    const input = { price: row, outputTokensPerSecond, weightsGib: fit.weightsGib, demand, terms };
    const landed = landedRent(input);
    return landed === null ? "too_many_machines" : { row, throughput, landed, curve: rentalCurve(input) };
  };
}

function shortList(
  candidates: readonly Candidate[],
  { sort }: RentOrCallQuestion,
  limit: number,
): Candidate[] {
  const sellers = new Map<string, number>();
  return candidates
    .toSorted((a, b) => missesSpeed(a) - missesSpeed(b) || compareBy[sort](a, b))
    .filter(({ row }) => {
      const size = `${row.gpuId} ${row.gpuCount}`;
      const sold = (sellers.get(size) ?? 0) + 1;
      sellers.set(size, sold);
      return sold <= SELLERS_PER_SIZE;
    })
    .slice(0, limit);
}

function missesSpeed({ throughput }: Candidate): number {
  return throughput.speed === "missed" ? 1 : 0;
}

const costIn =
  (name: Case) =>
  (a: Candidate, b: Candidate): number =>
    a.landed.microUsdPerMonth[name] - b.landed.microUsdPerMonth[name];

const compareBy = {
  cost: costIn("expected"),
  worst: costIn("high"),
  speed: (a, b) => b.throughput.streamTokensPerSecond - a.throughput.streamTokensPerSecond,
} as const satisfies Record<RentOrCallQuestion["sort"], (a: Candidate, b: Candidate) => number>;

/** Drops machines that another one beats in price, capacity and egress at once. */
function frontierOf(candidates: readonly Candidate[]): Candidate[] {
  const fastEnough = candidates
    .filter(({ throughput }) => throughput.speed !== "missed")
    .sort((a, b) => a.curve.microUsdPerMachineMonth - b.curve.microUsdPerMachineMonth);
  const frontier: Candidate[] = [];
  for (const candidate of fastEnough)
    if (!frontier.some((better) => beats(better, candidate))) frontier.push(candidate);
  return frontier;
}

/** `a` costs no more per machine-month, because the list is sorted by that. */
function beats({ curve: a }: Candidate, { curve: b }: Candidate): boolean {
  return (
    a.microUsdPerToken <= b.microUsdPerToken &&
    cases.every((name) => a.tokensPerDayPerMachine[name] >= b.tokensPerDayPerMachine[name])
  );
}

function curveOffer(
  { id, gpuCount, isSpot, gpuName, providerName }: DescribedRow,
  curve: RentalCurve,
): CurveOffer {
  return { id, gpuCount, isSpot, gpuName, providerName, curve };
}

function largest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
