"use client";

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { timeTicks, valueTicks } from "./axis-ticks";

/** `at` in milliseconds; each series' value under its id, null opens a gap. A value holds until the next row. */
type SeriesRow = { at: number } & Record<string, number | null>;
type Series = { id: string; name: string; detail: string };

type SeriesChartProps = {
  rows: readonly SeriesRow[];
  /** At most eight: so many colours can be told apart. */
  series: readonly Series[];
  from: number;
  to: number;
  /** The whole picture in words. */
  label: string;
  formatTick: (at: number) => string;
  formatTime: (at: number) => string;
  formatValue: (value: number) => string;
};

const tick = { fill: "var(--text-faint)", fontSize: 12, fontFamily: "var(--font-geist-mono)" };
const MOST_TIME_TICKS = 7;
const VALUE_INTERVALS = 4;

/** Several prices over time as steps with their names beside them; gaps stay gaps. One image to assistive technology. */
export default function SeriesChart({ rows, series, from, to, label, ...format }: SeriesChartProps) {
  const values = rows
    .flatMap((row) => series.map(({ id }) => row[id] ?? null))
    .filter((value) => value !== null);
  const marks = valueTicks(Math.min(...values), Math.max(...values), VALUE_INTERVALS);
  return (
    <div className="flex h-full flex-col gap-2">
      <div role="img" aria-label={label} className="min-h-0 flex-1">
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
              content={({ active, payload, label: at }) =>
                active && typeof at === "number" ? (
                  <Reading at={at} series={series} values={readValues(payload)} {...format} />
                ) : null
              }
            />
            {series.map(({ id }, index) => (
              <Line
                key={id}
                // Ids hold no dot, so the library takes the name as it is.
                dataKey={id}
                type="stepAfter"
                stroke={colourOf(index)}
                strokeWidth={2}
                dot={false}
                activeDot={{ r: 4, fill: colourOf(index), stroke: "var(--surface)", strokeWidth: 2 }}
                connectNulls={false}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
        {series.map(({ id, name, detail }, index) => (
          <li key={id} className="inline-flex items-center gap-1.5" title={detail}>
            <Swatch index={index} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Swatch({ index }: { index: number }) {
  return (
    <span aria-hidden="true" className="h-0.5 w-3 rounded-full" style={{ background: colourOf(index) }} />
  );
}

function colourOf(index: number): string {
  return `var(--chart-${(index % 8) + 1})`;
}

type ReadingProps = { at: number; series: readonly Series[]; values: ReadonlyMap<string, number> } & Pick<
  SeriesChartProps,
  "formatTime" | "formatValue"
>;

function Reading({ at, series, values, formatTime, formatValue }: ReadingProps) {
  return (
    <div className="rounded-control border border-border-strong bg-raised px-2.5 py-1.5 text-12">
      {series.map(({ id, name }, index) => {
        const value = values.get(id);
        return (
          value !== undefined && (
            <p key={id} className="flex items-center justify-between gap-3">
              <span className="inline-flex items-center gap-1.5 text-muted">
                <Swatch index={index} />
                {name}
              </span>
              <span className="tabular text-text">{formatValue(value)}</span>
            </p>
          )
        );
      })}
      <p className="text-muted">{formatTime(at)}</p>
    </div>
  );
}

/** The library hands values back untyped. */
function readValues(
  payload: readonly { dataKey?: unknown; value?: unknown }[] | undefined,
): Map<string, number> {
  return new Map(
    (payload ?? []).flatMap(({ dataKey, value }) =>
      typeof dataKey === "string" && typeof value === "number" ? [[dataKey, value] as const] : [],
    ),
  );
}
