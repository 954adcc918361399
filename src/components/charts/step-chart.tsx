"use client";

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { timeTicks, valueTicks } from "./axis-ticks";

/** `at` in milliseconds; null opens a gap. A value holds until the next row. */
export type StepRow = { at: number; value: number | null };

type StepChartProps = {
  rows: readonly StepRow[];
  from: number;
  to: number;
  /** Spot is dashed, on demand is solid. */
  isDashed: boolean;
  /** The whole picture in words. */
  label: string;
  formatTick: (at: number) => string;
  formatTime: (at: number) => string;
  formatValue: (value: number) => string;
};

const tick = { fill: "var(--text-faint)", fontSize: 12, fontFamily: "var(--font-geist-mono)" };
const MOST_TIME_TICKS = 7;
const VALUE_INTERVALS = 4;

/**
 * One price over time as steps. Gaps stay gaps; the picture is one image to assistive technology, the table beside it the text.
 */
export default function StepChart({ rows, from, to, isDashed, label, ...format }: StepChartProps) {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const marks = valueTicks(Math.min(...values), Math.max(...values), VALUE_INTERVALS);
  return (
    <div role="img" aria-label={label} className="h-full">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={[...rows]}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            domain={[from, to]}
            ticks={timeTicks(from, to, MOST_TIME_TICKS)}
            tickFormatter={format.formatTick}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: "var(--border-strong)" }}
            minTickGap={16}
          />
          <YAxis
            domain={[marks[0] ?? 0, marks.at(-1) ?? 1]}
            ticks={marks}
            tickFormatter={format.formatValue}
            tick={tick}
            tickLine={false}
            axisLine={false}
            width="auto"
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--border-control)" }}
            content={({ active, payload }) => (
              <Reading
                row={active ? readRow(payload) : null}
                formatTime={format.formatTime}
                formatValue={format.formatValue}
              />
            )}
          />
          <Line
            dataKey="value"
            type="stepAfter"
            stroke="var(--chart-1)"
            strokeWidth={2}
            strokeDasharray={isDashed ? "6 4" : undefined}
            dot={false}
            activeDot={{ r: 4, fill: "var(--chart-1)", stroke: "var(--surface)", strokeWidth: 2 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

type ReadingProps = { row: StepRow | null } & Pick<StepChartProps, "formatTime" | "formatValue">;

function Reading({ row, formatTime, formatValue }: ReadingProps) {
  if (row?.value == null) return null;
  return (
    <div className="rounded-control border border-border-strong bg-raised px-2.5 py-1.5 text-12">
      <p className="tabular text-14 text-text">{formatValue(row.value)}</p>
      <p className="text-muted">{formatTime(row.at)}</p>
    </div>
  );
}

/** The library hands rows back untyped. */
function readRow(payload: readonly { payload?: unknown }[] | undefined): StepRow | null {
  const row = payload?.[0]?.payload;
  if (typeof row !== "object" || row === null || !("at" in row) || !("value" in row)) return null;
  if (typeof row.at !== "number") return null;
  return { at: row.at, value: typeof row.value === "number" ? row.value : null };
}
