"use client";

import { useId } from "react";
import { Line, ReferenceArea, ReferenceLine } from "recharts";
import { lineStyle } from "./axis-style";
import { PricePlot, type PricePlotFrame } from "./price-plot";
import { Reading } from "./reading";

/** `at` in milliseconds; a level holds until the next row, null opens a gap. `events` is what happened at this instant. */
export type LevelRow = { at: number; solid: number | null; dashed: number | null; events: readonly string[] };

type LevelChartProps = PricePlotFrame & {
  rows: readonly LevelRow[];
  names: { solid: string; dashed: string };
  /** Instants marked by an upright line. */
  marks: readonly number[];
  /** Time without a reading, which is hatched. */
  gaps: readonly { from: number; to: number }[];
  axisWidth: number;
};

const series = [
  { key: "solid", colour: "var(--text)", dashes: undefined },
  { key: "dashed", colour: "var(--chart-2)", dashes: "6 4" },
] as const;

/** Two levels over time as steps, with marked instants and hatched gaps. */
export default function LevelChart({ rows, names, marks, gaps, ...frame }: LevelChartProps) {
  const hatch = useId();
  const reading = (row: LevelRow) => (
    <Reading>
      {series.map(
        ({ key }) =>
          row[key] !== null && (
            <p key={key} className="text-muted">
              {names[key]} <span className="tabular text-14 text-text">{frame.formatValue(row[key])}</span>
            </p>
          ),
      )}
      {row.events.map((event) => (
        <p key={event}>{event}</p>
      ))}
      <p className="text-muted">{frame.formatTime(row.at)}</p>
    </Reading>
  );
  return (
    <PricePlot
      {...frame}
      rows={rows}
      values={rows.flatMap(({ solid, dashed }) => [solid, dashed].filter((level) => level !== null))}
      reading={reading}
    >
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="var(--border)" strokeWidth="3" />
        </pattern>
      </defs>
      {gaps.map(({ from, to }) => (
        <ReferenceArea key={from} x1={from} x2={to} fill={`url(#${hatch})`} fillOpacity={1} />
      ))}
      {marks.map((at) => (
        <ReferenceLine key={at} x={at} stroke="var(--border-control)" strokeDasharray="2 3" />
      ))}
      {series.map(({ key, colour, dashes }) => (
        <Line key={key} {...lineStyle(colour)} dataKey={key} strokeDasharray={dashes} />
      ))}
    </PricePlot>
  );
}
