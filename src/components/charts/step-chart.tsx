"use client";

import { Line } from "recharts";
import { lineStyle } from "./axis-style";
import { PricePlot, type PricePlotFrame } from "./price-plot";
import { Reading } from "./reading";

/** `at` in milliseconds; null opens a gap. A value holds until the next row. */
export type StepRow = { at: number; value: number | null };

type StepChartProps = PricePlotFrame & {
  rows: readonly StepRow[];
  /** Spot is dashed, on demand is solid. */
  isDashed: boolean;
};

/** One price over time as steps. */
export default function StepChart({ rows, isDashed, ...frame }: StepChartProps) {
  return (
    <PricePlot
      {...frame}
      rows={rows}
      values={rows.flatMap(({ value }) => (value === null ? [] : [value]))}
      reading={({ at, value }) =>
        value !== null && (
          <Reading>
            <p className="tabular text-14 text-text">{frame.formatValue(value)}</p>
            <p className="text-muted">{frame.formatTime(at)}</p>
          </Reading>
        )
      }
    >
      <Line {...lineStyle("var(--chart-1)")} dataKey="value" strokeDasharray={isDashed ? "6 4" : undefined} />
    </PricePlot>
  );
}
