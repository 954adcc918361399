import { type Case, eachCase } from "@/domain/interval";
import { DAYS_PER_MONTH, type RentalCurve, rentPerMonth } from "./landed-cost";

/** A machine and its cost curve, identified by the caller's id. */
export type CurveMachine = { id: string; curve: RentalCurve };

/** The volume from which renting costs no more than calling; null = calling stays cheaper at every volume. */
export type BreakEvenPoint = {
  tokensPerDay: number;
  machineId: string;
  /**
   * From this volume on, some machine is always cheaper. Before it, an additional machine that is not yet full can make calling
   * cheaper again. Null = there is no such volume.
   */
  steadyFrom: number | null;
} | null;

/** One point per case of the throughput: `high` is the earliest crossing, `low` the latest. */
export type BreakEven = Record<Case, BreakEvenPoint>;

/**
 * Where the cheapest rent meets the cheapest call, for each case of the throughput.
 *
 * A machine costs the same however little it does. If one machine can serve the volume, the crossing is its monthly cost divided by
 * the saving per token. If not, more machines do not help: n full machines cost as much per token as one full machine.
 *
 * @param callMicroUsdPerToken of the cheapest call, fee included.
 */
export function breakEven(machines: readonly CurveMachine[], callMicroUsdPerToken: number): BreakEven {
  return eachCase((name) => {
    const winners = machines.flatMap((machine) => crossingOf(machine, callMicroUsdPerToken, name) ?? []);
    const [first, ...others] = winners;
    if (!first) return null;
    const earliest = others.reduce((best, one) => (one.crossing < best.crossing ? one : best), first);
    return { tokensPerDay: earliest.crossing, machineId: earliest.id, steadyFrom: steadyFrom(winners) };
  });
}

/** A machine that pays off: n of them are cheaper than calling from n x crossing to n x capacity, in tokens a day. */
type Winner = { id: string; crossing: number; capacity: number };

function crossingOf({ id, curve }: CurveMachine, callMicroUsdPerToken: number, name: Case): Winner | null {
  const savedPerDailyToken = (callMicroUsdPerToken - curve.microUsdPerToken) * DAYS_PER_MONTH;
  if (!(savedPerDailyToken > 0)) return null;
  const crossing = curve.microUsdPerMachineMonth / savedPerDailyToken;
  const capacity = curve.tokensPerDayPerMachine[name];
  return crossing > capacity ? null : { id, crossing, capacity };
}

/** Enough for any market. If the loop ends early, it returns a later volume, which is still correct. */
const MAX_STEPS = 1000;

/** The end of the last gap between the volumes at which any of the machines wins. */
function steadyFrom(winners: readonly Winner[]): number | null {
  let from = Math.min(...winners.map(steadyAlone));
  if (!Number.isFinite(from)) return null;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const reaching = Math.min(
      ...winners.map(({ crossing, capacity }) => Math.ceil(from / capacity) * crossing),
    );
    if (!(reaching < from * (1 - 1e-12))) break;
    from = reaching;
  }
  return from;
}

/**
 * The steady volume of one kind of machine alone. Machine n + 1 is added when n are full, and is cheaper at once if n x capacity
 * >= (n + 1) x crossing. Until then, each additional machine loses money up to its crossing.
 */
function steadyAlone({ crossing, capacity }: Winner): number {
  const headroom = capacity / crossing - 1;
  return headroom > 0 ? Math.ceil(1 / headroom) * crossing : Number.POSITIVE_INFINITY;
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

/** Evenly spaced volumes on a logarithmic axis, including both ends. */
export function volumesBetween(from: number, to: number): number[] {
  const decades = Math.log10(to / from);
  const steps = Math.max(1, Math.ceil(decades * POINTS_PER_DECADE));
  return Array.from({ length: steps + 1 }, (_, index) => from * 10 ** ((decades * index) / steps));
}
