import type { BandReading, BandRow } from "@/components/charts/band-chart";
import { heldToGaps } from "@/components/charts/series-rows";
import type { IndexMove, IndexPoint } from "@/domain/price/index-history";

const lines = ["solid", "dashed"] as const;

type OfBothKinds<One> = { on_demand: readonly One[]; spot: readonly One[] };
/** The chained indexes of one GPU. */
export type BothMoves = OfBothKinds<IndexMove>;

/**
 * Both histories of prices on one ascending time axis. A value holds until the next one of its kind; a gap in one does not break the
 * line of the other.
 */
export function chartRowsOf(histories: OfBothKinds<IndexPoint>, to: string): BandRow[] {
  const rows = alignedRows(histories, to).map(({ at, on_demand, spot }) => ({
    at,
    solid: readingOf(on_demand),
    dashed: readingOf(spot),
  }));
  return heldToGaps(rows, lines);
}

function readingOf(point: IndexPoint | null): BandReading | null {
  if (point === null || point.median === null) return null;
  const { median, lowerQuartile: low, upperQuartile: high } = point;
  return { median, band: low === null || high === null ? null : { low, high } };
}

export type MoveRow = {
  at: number;
  solid: number | null;
  dashed: number | null;
  /** What was recorded at exactly this instant. */
  moves: { on_demand: IndexMove | null; spot: IndexMove | null };
};

/** Both chained indexes on one ascending time axis, like {@link chartRowsOf}; no line leads to where a chain begins anew. */
export function moveRowsOf({ on_demand: onDemand, spot }: BothMoves, to: string): MoveRow[] {
  const parted = { on_demand: onDemand.flatMap(partedAtBase), spot: spot.flatMap(partedAtBase) };
  const rows = alignedRows(parted, to).map(({ at, on_demand, spot }) => {
    const exactly = (move: IndexMove | null) => (move && Date.parse(move.at) === at ? move : null);
    return {
      at,
      solid: on_demand?.level ?? null,
      dashed: spot?.level ?? null,
      moves: { on_demand: exactly(on_demand), spot: exactly(spot) },
    };
  });
  return heldToGaps(rows, lines);
}

function partedAtBase(move: IndexMove): IndexMove[] {
  if (!move.isBase) return [move];
  const before = new Date(Date.parse(move.at) - 1).toISOString();
  return [{ at: before, level: null, came: [], left: [], sources: null, isBase: false }, move];
}

type AlignedRow<One> = { at: number; on_demand: One | null; spot: One | null };

function alignedRows<One extends { at: string }>(series: OfBothKinds<One>, to: string): AlignedRow<One>[] {
  const times = [...new Set([...series.on_demand, ...series.spot].map(({ at }) => at).concat(to))].sort();
  const [onDemandAt, spotAt] = [lookupOf(series.on_demand), lookupOf(series.spot)];
  return times.map((at) => ({ at: Date.parse(at), on_demand: onDemandAt(at), spot: spotAt(at) }));
}

/** A function that returns, for ascending times, the value in force. Times are ISO 8601 in UTC, so they compare as text. */
function lookupOf<One extends { at: string }>(points: readonly One[]): (at: string) => One | null {
  let next = 0;
  let held: One | null = null;
  return (at) => {
    for (let point = points[next]; point && point.at <= at; point = points[++next]) held = point;
    return held;
  };
}

/** Time with the same sources, in milliseconds; a null number of sources is time without a reading. */
export type Stretch = {
  from: number;
  to: number;
  sources: number | null;
  came: readonly string[];
  left: readonly string[];
};

/** The time of a chained index cut where sources came or left, and around gaps. */
export function stretchesOf(moves: readonly IndexMove[], to: string): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { at, sources, came, left } of moves) {
    const last = stretches.at(-1);
    const isSame = last && last.sources === sources && came.length === 0 && left.length === 0;
    if (isSame) continue;
    if (last) last.to = Date.parse(at);
    stretches.push({ from: Date.parse(at), to: Date.parse(to), sources, came, left });
  }
  return stretches;
}
