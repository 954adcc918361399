import type { ReactNode } from "react";
import { CartesianGrid, ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { cursorStyle, xAxisStyle, yAxisStyle } from "./axis-style";
import { timeTicks, valueTicks } from "./axis-ticks";
import { rowAt } from "./reading";
import type { PriceFormats } from "./use-price-formats";

/** Props that all charts of prices over time share. Times in milliseconds. */
export type PricePlotFrame = PriceFormats & {
  from: number;
  to: number;
  /** Text alternative for the whole chart. */
  label: string;
};

type PricePlotProps<Row> = PricePlotFrame & {
  rows: readonly Row[];
  /** All plotted values, from which the axis takes its range. */
  values: readonly number[];
  /** The tooltip content for one row. */
  reading: (row: Row) => ReactNode;
  /** Pixels for the labels of the values, if something beside the plot has to line up with it; as wide as needed by default. */
  axisWidth?: number;
  /** The lines and bands. */
  children: ReactNode;
};

/** Pixels to the right of the plot: half of the longest label of the time axis, "30 sept", which may stand at its end. */
export const PLOT_RIGHT = 26;
/** The most labels of the time axis. */
export const MAX_TIME_TICKS = 7;
const VALUE_INTERVALS = 4;

/** Prices over time with round axis ticks. Assistive technology treats it as one image; the table beside it has the figures. */
export function PricePlot<Row extends { at: number }>({
  rows,
  values,
  reading,
  axisWidth,
  children,
  from,
  to,
  label,
  formatTick,
  formatValue,
}: PricePlotProps<Row>) {
  const marks = valueTicks(Math.min(...values), Math.max(...values), VALUE_INTERVALS);
  return (
    <div role="img" aria-label={label} className="h-full">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...rows]}
          margin={{ top: 8, right: PLOT_RIGHT, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <XAxis
            {...xAxisStyle}
            dataKey="at"
            type="number"
            domain={[from, to]}
            ticks={timeTicks(from, to, MAX_TIME_TICKS)}
            tickFormatter={formatTick}
            minTickGap={16}
          />
          <YAxis
            {...yAxisStyle}
            width={axisWidth ?? yAxisStyle.width}
            domain={[marks[0] ?? 0, marks.at(-1) ?? 1]}
            ticks={marks}
            tickFormatter={formatValue}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={cursorStyle}
            content={({ active, payload }) => {
              const row = active ? rowAt(rows, payload) : null;
              return row && reading(row);
            }}
          />
          {children}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
