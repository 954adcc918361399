import { cases, type Interval, opposite } from "@/domain/interval";
import {
  type BreakEven,
  type CurveMachine,
  cheapestAt,
  volumesBetween,
} from "@/domain/rent-or-call/break-even";
import { DAYS_PER_MONTH } from "@/domain/rent-or-call/landed-cost";
import type { RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";

/** Micro-USD per month at one volume. Not rounded, because it is only drawn, never charged. */
export type CurvePoint = {
  tokensPerDay: number;
  /** The cheapest call; null when none qualifies. */
  call: number | null;
  /** The cheapest machines; null when none qualifies. `low` is the cost at the high throughput. */
  rent: Interval | null;
  /** The cheapest machine in the expected case. */
  machineId: string | null;
};
export type CostCurve = CurvePoint[];

const LEAST = 1e3;
const MOST = 1e11;
/** Factor by which the curve extends beyond the volumes that must be visible, on either side. */
const MARGIN = 10 ** 1.25;

type CurveInput = {
  question: Pick<RentOrCallQuestion, "tokens">;
  machines: readonly CurveMachine[];
  callPerToken: number | null;
  crossing: BreakEven | null;
};

/** Monthly cost by volume, around the given volume and the break-even; null when there is nothing to draw. */
export function costCurve({ question, machines, callPerToken, crossing }: CurveInput): CostCurve | null {
  if (callPerToken === null && machines.length === 0) return null;
  const mustShow = [question.tokens, crossing?.expected?.tokensPerDay ?? question.tokens];
  const from = Math.max(LEAST, Math.min(...mustShow) / MARGIN);
  const to = Math.min(MOST, Math.max(...mustShow) * MARGIN);
  return volumesBetween(from, to).map((tokensPerDay) => {
    const [low, expected, high] = cases.map((name) => cheapestAt(machines, tokensPerDay, opposite[name]));
    return {
      tokensPerDay,
      call: callPerToken === null ? null : callPerToken * tokensPerDay * DAYS_PER_MONTH,
      rent:
        low && expected && high
          ? {
              low: low.microUsdPerMonth,
              expected: expected.microUsdPerMonth,
              high: high.microUsdPerMonth,
            }
          : null,
      machineId: expected?.machine.id ?? null,
    };
  });
}
