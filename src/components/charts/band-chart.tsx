"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { timeTicks, valueTicks } from "./axis-ticks";

export type BandReading = { median: number; low: number; high: number };
/** `at` in milliseconds; a reading holds until the next row, null opens a gap. */
export type BandRow = { at: number; solid: BandReading | null; dashed: BandReading | null };

type BandChartProps = {
  rows: readonly BandRow[];
  from: number;
  to: number;
  /** The whole picture in words. */
  label: string;
  names: { solid: string; dashed: string };
  formatTick: (at: number) => string;
  formatTime: (at: number) => string;
  formatValue: (value: number) => string;
};

const tick = { fill: "var(--text-faint)", fontSize: 12, fontFamily: "var(--font-geist-mono)" };
const MOST_TIME_TICKS = 7;
const VALUE_INTERVALS = 4;
const series = [
  { key: "solid", colour: "var(--chart-1)", dashes: undefined },
  { key: "dashed", colour: "var(--chart-2)", dashes: "6 4" },
] as const;

/** Two medians over time as steps, each in the band of its range. Gaps stay gaps; the table beside it is the text. */
export default function BandChart({ rows, from, to, label, names, ...format }: BandChartProps) {
  const values = rows.flatMap(({ solid, dashed }) =>
    [solid, dashed].flatMap((one) => (one === null ? [] : [one.low, one.high])),
  );
  const marks = valueTicks(Math.min(...values), Math.max(...values), VALUE_INTERVALS);
  return (
    <div role="img" aria-label={label} className="h-full">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
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
              <Reading row={active ? rowAt(rows, payload) : null} names={names} {...format} />
            )}
          />
          {series.map(({ key, colour }) => (
            <Area
              key={`${key} band`}
              dataKey={(row: BandRow) => (row[key] === null ? null : [row[key].low, row[key].high])}
              type="stepAfter"
              stroke="none"
              fill={colour}
              fillOpacity={0.12}
              activeDot={false}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
          {series.map(({ key, colour, dashes }) => (
            <Line
              key={`${key} median`}
              dataKey={(row: BandRow) => row[key]?.median ?? null}
              type="stepAfter"
              stroke={colour}
              strokeWidth={2}
              strokeDasharray={dashes}
              dot={false}
              activeDot={{ r: 4, fill: colour, stroke: "var(--surface)", strokeWidth: 2 }}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

type ReadingProps = { row: BandRow | null } & Pick<BandChartProps, "names" | "formatTime" | "formatValue">;

function Reading({ row, names, formatTime, formatValue }: ReadingProps) {
  if (row === null || (row.solid === null && row.dashed === null)) return null;
  return (
    <div className="rounded-control border border-border-strong bg-raised px-2.5 py-1.5 text-12">
      {series.map(({ key }) => {
        const one = row[key];
        if (one === null) return null;
        return (
          <p key={key} className="text-muted">
            {names[key]} <span className="tabular text-14 text-text">{formatValue(one.median)}</span>{" "}
            <span className="tabular">
              {formatValue(one.low)}–{formatValue(one.high)}
            </span>
          </p>
        );
      })}
      <p className="text-muted">{formatTime(row.at)}</p>
    </div>
  );
}

/** The library hands rows back untyped: only the time is read, and our own row looked up by it. */
function rowAt(
  rows: readonly BandRow[],
  payload: readonly { payload?: unknown }[] | undefined,
): BandRow | null {
  const given = payload?.[0]?.payload;
  if (typeof given !== "object" || given === null || !("at" in given)) return null;
  return rows.find(({ at }) => at === given.at) ?? null;
}
