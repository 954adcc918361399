"use client";

import { Line } from "recharts";
import { lineStyle } from "./axis-style";
import { PricePlot, type PricePlotFrame } from "./price-plot";
import { Reading } from "./reading";
import type { SeriesRow } from "./series-rows";

type Series = { id: string; name: string; detail: string };

type SeriesChartProps = PricePlotFrame & {
  rows: readonly SeriesRow[];
  /** At most eight, the number of colours that readers can distinguish. */
  series: readonly Series[];
  /** Spot is dashed, on demand is solid. */
  isDashed?: boolean;
};

/** Several prices over time as steps, with a legend. */
export default function SeriesChart({ rows, series, isDashed = false, ...frame }: SeriesChartProps) {
  const reading = (row: SeriesRow) => (
    <Reading>
      {series.map(({ id, name }, index) => {
        const value = row[id] ?? null;
        return (
          value !== null && (
            <p key={id} className="flex items-center justify-between gap-3">
              <span className="inline-flex items-center gap-1.5 text-muted">
                <Swatch index={index} isDashed={isDashed} />
                {name}
              </span>
              <span className="tabular text-text">{frame.formatValue(value)}</span>
            </p>
          )
        );
      })}
      <p className="text-muted">{frame.formatTime(row.at)}</p>
    </Reading>
  );
  return (
    <div className="flex h-full flex-col gap-2">
      <div className="min-h-0 flex-1">
        <PricePlot
          {...frame}
          rows={rows}
          values={rows.flatMap((row) => series.flatMap(({ id }) => row[id] ?? []))}
          reading={reading}
        >
          {series.map(({ id }, index) => (
            // Ids contain no dot, which the library would read as a path.
            <Line
              key={id}
              {...lineStyle(colourOf(index))}
              dataKey={id}
              strokeDasharray={isDashed ? "6 4" : undefined}
            />
          ))}
        </PricePlot>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
        {series.map(({ id, name, detail }, index) => (
          <li key={id} className="inline-flex items-center gap-1.5" title={detail}>
            <Swatch index={index} isDashed={isDashed} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Swatch({ index, isDashed }: { index: number; isDashed: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`w-5 border-t-2 ${isDashed ? "border-dashed" : ""}`}
      style={{ borderColor: colourOf(index) }}
    />
  );
}

function colourOf(index: number): string {
  return `var(--chart-${(index % 8) + 1})`;
}
