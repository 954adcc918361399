import { AppError } from "@/domain/errors";
import { type Model, modelById } from "@/domain/model/model";
import { fitModel, type ModelFit, type NoFit } from "@/domain/model/model-fit";
import type { MemoryPart } from "@/domain/model/workload";
import { type BreakEven, breakEven } from "@/domain/rent-or-call/break-even";
import { callCostPerToken } from "@/domain/rent-or-call/landed-cost";
import { demandOf, precisionsOf, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import type { CurveOffer, Rentals } from "@/server/market/answers/rentals";
import { servedModels } from "@/server/models/served-models";
import { type Alternative, alternativesTo } from "./alternatives";
import { type CallRow, callRow } from "./calls";
import { type CostCurve, costCurve } from "./cost-curve";
import { type RentalRow, rentalRow, rentalsOf } from "./rentals";

export type ComparisonRow = RentalRow | CallRow;

/** VRAM of one copy on one GPU for one request at a time, by part, in GiB; or why there is none. */
export type Needs =
  | { minVramGib: number; weightsGib: number; parts: { label: MemoryPart; gib: number }[] }
  | NoFit;

export type Comparison = {
  /** The question that was asked. A page that has asked another question meanwhile recognizes the answer by it. */
  question: RentOrCallQuestion;
  model: Model;
  needs: Needs;
  /** Both kinds in one list: qualifying rows first, then in the order that the question asks for. */
  rows: ComparisonRow[];
  best: { call: CallRow | null; rent: RentalRow | null };
  /** Null without a qualifying call or a qualifying machine. */
  breakEven: BreakEven | null;
  curve: CostCurve | null;
  /** The machines that the break-even and the curve refer to. */
  curveOffers: Omit<CurveOffer, "curve">[];
  market: Pick<Rentals, "considered" | "leftOut" | "largestVramGib">;
  /** Suggested changes when nothing fits. */
  alternatives: Alternative[];
};

/**
 * Compares renting machines with calling an API for the same tokens: one list with landed costs, and the break-even volume.
 *
 * Costs are for the given model, volume and request. The throughput of machines is estimated (`domain/throughput`), never
 * measured.
 *
 * @throws {AppError} NOT_FOUND for a model that is not in `domain/model`.
 */
export async function compareRentAndCall(ctx: Context, question: RentOrCallQuestion): Promise<Comparison> {
  await authorize(ctx, "market.read");
  const model = modelById(question.model);
  if (!model)
    throw new AppError("NOT_FOUND", `no model ${question.model}`, {
      reason: { code: "model.not_found", parameters: { id: question.model } },
    });
  const [rentals, served] = await Promise.all([
    rentalsOf(ctx, question),
    servedModels(ctx, { modelId: question.model }),
  ]);
  const fit = fitModel(model, precisionsOf(question));
  const rents = "why" in fit ? [] : rentals.options.map((option) => rentalRow(option, fit));
  const calls = served.map((offer) => callRow(offer, model, question, served));
  const best = { call: cheapest(calls), rent: cheapest(rents) };
  const perToken = best.call && callCostPerToken(best.call, demandOf(question));
  const crossing =
    perToken === null || rentals.frontier.length === 0 ? null : breakEven(rentals.frontier, perToken);
  const curve = costCurve({ question, machines: rentals.frontier, callPerToken: perToken, crossing });
  const { considered, leftOut, largestVramGib } = rentals;
  return {
    question,
    model,
    needs: needsOf(fit),
    rows: [...calls, ...rents].sort(
      (a, b) => Number(b.qualifies) - Number(a.qualifies) || compareBy[question.sort](a, b),
    ),
    best,
    breakEven: crossing,
    curve,
    curveOffers: rentals.frontier.map(({ curve: _curve, ...offer }) => offer),
    market: { considered, leftOut, largestVramGib },
    alternatives: best.rent ? [] : await alternativesTo(ctx, question, rentals),
  };
}

function needsOf(fit: ModelFit | NoFit): Needs {
  if ("why" in fit) return fit;
  const { minVramGib, weightsGib, parts } = fit;
  return { minVramGib, weightsGib, parts };
}

const compareBy = {
  cost: (a, b) => a.microUsdPerMonth.expected - b.microUsdPerMonth.expected,
  worst: (a, b) => a.microUsdPerMonth.high - b.microUsdPerMonth.high,
  // An unpublished speed comes last.
  speed: (a, b) => (b.streamTokensPerSecond ?? 0) - (a.streamTokensPerSecond ?? 0),
} as const satisfies Record<RentOrCallQuestion["sort"], (a: ComparisonRow, b: ComparisonRow) => number>;

function cheapest<Row extends ComparisonRow>(rows: readonly Row[]): Row | null {
  const qualifying = rows.filter(({ qualifies }) => qualifies);
  return qualifying.reduce<Row | null>(
    (best, row) => (best && compareBy.cost(best, row) <= 0 ? best : row),
    null,
  );
}
