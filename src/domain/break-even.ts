import { type Case, eachCase } from "./interval";
import { DAYS_PER_MONTH, type RentalCurve, rentPerMonth } from "./landed-cost";

/** A machine on the curve, by the caller's id. */
export type CurveMachine = { id: string; curve: RentalCurve };

/** The volume from which renting is no dearer than calling; null = calls stay cheaper at every volume. */
export type BreakEvenPoint = {
  tokensPerDay: number;
  machineId: string;
  /** From here on that machine stays cheaper; a second one, begun but not filled, can lose again before. Null = it never does. */
  steadyFrom: number | null;
} | null;

/** By the case of the throughput: `high` is the earliest crossing, `low` the latest. */
export type BreakEven = Record<Case, BreakEvenPoint>;

/**
 * Where the cheapest rent meets the cheapest call, for each case of the throughput.
 *
 * A machine costs the same however little it does, so the crossing is its month divided by what a token saves, if one machine
 * serves that many. If it does not, no number of them helps: n full machines cost per token what one full machine costs.
 *
 * @param callMicroUsdPerToken of the cheapest call, fee included.
 */
export function breakEven(machines: readonly CurveMachine[], callMicroUsdPerToken: number): BreakEven {
  return eachCase((name) =>
    machines.reduce<BreakEvenPoint>((best, machine) => {
      const point = crossingOf(machine, callMicroUsdPerToken, name);
      return point && (!best || point.tokensPerDay < best.tokensPerDay) ? point : best;
    }, null),
  );
}

function crossingOf({ id, curve }: CurveMachine, callMicroUsdPerToken: number, name: Case): BreakEvenPoint {
  const savedPerDailyToken = (callMicroUsdPerToken - curve.microUsdPerToken) * DAYS_PER_MONTH;
  if (!(savedPerDailyToken > 0)) return null;
  const tokensPerDay = curve.microUsdPerMachineMonth / savedPerDailyToken;
  const capacity = curve.tokensPerDayPerMachine[name];
  if (tokensPerDay > capacity) return null;
  return { tokensPerDay, machineId: id, steadyFrom: steadyFrom(tokensPerDay, capacity) };
}

/**
 * Machine n + 1 begins where n are full; it begins already cheaper once n x capacity >= (n + 1) x crossing. Before that each
 * new machine loses until its own crossing.
 */
function steadyFrom(crossing: number, capacity: number): number | null {
  const room = capacity / crossing - 1;
  if (room <= 0) return null;
  return Math.ceil(1 / room) * crossing;
}

/** The cheapest machine at a volume, in a case of the throughput; null without machines. */
export function cheapestAt(
  machines: readonly CurveMachine[],
  tokensPerDay: number,
  name: Case,
): { machine: CurveMachine; microUsdPerMonth: number } | null {
  let best: { machine: CurveMachine; microUsdPerMonth: number } | null = null;
  for (const machine of machines) {
    const microUsdPerMonth = rentPerMonth(machine.curve, tokensPerDay, name);
    if (!best || microUsdPerMonth < best.microUsdPerMonth) best = { machine, microUsdPerMonth };
  }
  return best;
}

const POINTS_PER_DECADE = 24;

/** Volumes at equal distances on a logarithmic axis, both ends included. */
export function volumesBetween(from: number, to: number): number[] {
  const decades = Math.log10(to / from);
  const steps = Math.max(1, Math.ceil(decades * POINTS_PER_DECADE));
  return Array.from({ length: steps + 1 }, (_, index) => from * 10 ** ((decades * index) / steps));
}
