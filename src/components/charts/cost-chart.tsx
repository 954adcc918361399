"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { cursorStyle, xAxisStyle, yAxisStyle } from "./axis-style";
import { logTicks } from "./axis-ticks";
import { Reading, rowAt } from "./reading";

/** One volume; `band` is the range of the step cost, low to high. Null = nothing to draw. */
export type CostRow = {
  at: number;
  line: number | null;
  steps: number | null;
  band: [low: number, high: number] | null;
};

type CostChartProps = {
  rows: readonly CostRow[];
  /** Vertical lines with their labels. */
  marks: readonly { at: number; label: string; isMain: boolean }[];
  /** Text alternative for the whole chart. */
  label: string;
  names: { line: string; steps: string; band: string };
  formatAt: (at: number) => string;
  formatValue: (value: number) => string;
};

const MAX_TICKS = 7;

/**
 * Two costs against volume on logarithmic axes: one as a line, the other as steps with an uncertainty band. Assistive
 * technology treats it as one image; the table beside it has the figures.
 */
export default function CostChart({ rows, marks, label, names, formatAt, formatValue }: CostChartProps) {
  const values = rows
    .flatMap(({ line, steps, band }) => [line, steps, ...(band ?? [])])
    .filter((one) => one !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [from, to] = [rows[0]?.at ?? 1, rows.at(-1)?.at ?? 10];
  return (
    <div role="img" aria-label={label} className="h-full">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...rows]}
          margin={{ top: 20, right: 16, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <XAxis
            {...xAxisStyle}
            dataKey="at"
            type="number"
            scale="log"
            domain={[from, to]}
            ticks={logTicks(from, to, MAX_TICKS)}
            tickFormatter={formatAt}
            minTickGap={12}
          />
          <YAxis
            {...yAxisStyle}
            type="number"
            scale="log"
            domain={[low, high]}
            ticks={logTicks(low, high, MAX_TICKS)}
            tickFormatter={formatValue}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={cursorStyle}
            content={({ active, payload }) => (
              <CostReading
                row={active ? rowAt(rows, payload) : null}
                names={names}
                formatAt={formatAt}
                formatValue={formatValue}
              />
            )}
          />
          <Area
            dataKey="band"
            type="stepAfter"
            stroke="none"
            fill="var(--chart-1)"
            fillOpacity={0.16}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="steps"
            type="stepAfter"
            stroke="var(--chart-1)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="line"
            type="linear"
            stroke="var(--chart-2)"
            strokeWidth={2}
            strokeDasharray="6 4"
            dot={false}
            isAnimationActive={false}
          />
          {marks.map(({ at, label: words, isMain }) => (
            <ReferenceLine
              key={words}
              x={at}
              stroke={isMain ? "var(--accent)" : "var(--text-muted)"}
              strokeDasharray={isMain ? undefined : "2 3"}
              label={{
                value: words,
                // The labels of two close marks must not overlap.
                position: isMain ? "top" : "insideBottomRight",
                fill: isMain ? "var(--accent)" : "var(--text-muted)",
                fontSize: 12,
              }}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

type CostReadingProps = { row: CostRow | null } & Pick<CostChartProps, "names" | "formatAt" | "formatValue">;

function CostReading({ row, names, formatAt, formatValue }: CostReadingProps) {
  if (row === null) return null;
  const { at, line, steps, band } = row;
  return (
    <Reading>
      <p className="tabular text-muted">{formatAt(at)}</p>
      {line !== null && (
        <p className="text-muted">
          {names.line} <span className="tabular text-14 text-text">{formatValue(line)}</span>
        </p>
      )}
      {steps !== null && (
        <p className="text-muted">
          {names.steps} <span className="tabular text-14 text-text">{formatValue(steps)}</span>
          {band && band[0] !== band[1] && (
            <span className="tabular">
              {" "}
              {formatValue(band[0])}–{formatValue(band[1])}
            </span>
          )}
        </p>
      )}
    </Reading>
  );
}
