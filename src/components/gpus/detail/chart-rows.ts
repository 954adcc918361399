import type { BandRow } from "@/components/charts/band-chart";
import type { IndexPoint } from "@/domain/price/index-history";

type Histories = { on_demand: readonly IndexPoint[]; spot: readonly IndexPoint[] };

/**
 * Both histories on one ascending time axis. A value holds until the next one of its kind; a gap in one does not break the line
 * of the other.
 */
export function chartRowsOf({ on_demand: onDemand, spot }: Histories, to: string): BandRow[] {
  const times = [...new Set([...onDemand, ...spot].map(({ at }) => at).concat(to))].sort();
  const [onDemandAt, spotAt] = [lookupOf(onDemand), lookupOf(spot)];
  return times.map((at) => ({ at: Date.parse(at), solid: onDemandAt(at), dashed: spotAt(at) }));
}

/** A function that returns, for ascending times, the value in force. Times are ISO 8601 in UTC, so they compare as text. */
function lookupOf(points: readonly IndexPoint[]): (at: string) => BandRow["solid"] {
  let next = 0;
  let held: BandRow["solid"] = null;
  return (at) => {
    for (let point = points[next]; point && point.at <= at; point = points[++next]) {
      const { median, low, high } = point;
      held = median === null || low === null || high === null ? null : { median, low, high };
    }
    return held;
  };
}
