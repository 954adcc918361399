import { isTight, type ModelFit } from "@/domain/model/model-fit";
import type { CostRange } from "@/domain/rent-or-call/landed-cost";
import type { RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import type { Context } from "@/server/context";
import type { RentalOption, Rentals } from "@/server/market/answers/rentals";
import { askMarket } from "@/server/market/client";

const MOST_RENTALS = 20;

export type RentalNote = "spot_can_be_taken" | "speed_missed" | "speed_if_expected" | "tight_memory";

/** A rented machine as a row of the comparison. */
export type RentalRow = RentalOption & {
  kind: "rent";
  /** True if it reaches the requested speed. */
  qualifies: boolean;
  notes: RentalNote[];
  microUsdPerMillionTokens: CostRange;
  microUsdPerMonth: CostRange;
  /** Expected speed of one stream. */
  streamTokensPerSecond: number;
};

/** The machines that could serve the model, as the market thread finds them. */
export function rentalsOf(ctx: Context, question: RentOrCallQuestion): Promise<Rentals> {
  return askMarket({ ask: "rentals", question, limit: MOST_RENTALS, now: ctx.now });
}

export function rentalRow(option: RentalOption, fit: ModelFit): RentalRow {
  const { throughput, landed } = option;
  return {
    ...option,
    kind: "rent",
    qualifies: throughput.speed !== "missed",
    notes: rentalNotes(option, fit),
    microUsdPerMillionTokens: landed.microUsdPerMillionTokens,
    microUsdPerMonth: landed.microUsdPerMonth,
    streamTokensPerSecond: throughput.streamTokensPerSecond,
  };
}

function rentalNotes({ isSpot, throughput, vramGib }: RentalOption, fit: ModelFit): RentalNote[] {
  const notes: RentalNote[] = [];
  if (throughput.speed === "missed") notes.push("speed_missed");
  if (throughput.speed === "met_if_expected") notes.push("speed_if_expected");
  if (isSpot) notes.push("spot_can_be_taken");
  if (isTight(fit, { gpus: throughput.layout.gpusPerCopy, vramGib })) notes.push("tight_memory");
  return notes;
}
