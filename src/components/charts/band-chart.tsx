"use client";

import { Area, Line } from "recharts";
import { lineStyle, stepStyle } from "./axis-style";
import { PricePlot, type PricePlotFrame } from "./price-plot";
import { Reading } from "./reading";

/** The band is null where only the median is known. */
export type BandReading = { median: number; band: { low: number; high: number } | null };
/** `at` in milliseconds; a value holds until the next row, null opens a gap. */
export type BandRow = { at: number; solid: BandReading | null; dashed: BandReading | null };

type BandChartProps = PricePlotFrame & {
  rows: readonly BandRow[];
  names: { solid: string; dashed: string };
};

const series = [
  { key: "solid", colour: "var(--text)", dashes: undefined },
  { key: "dashed", colour: "var(--chart-2)", dashes: "6 4" },
] as const;

/** Two medians over time as steps, each with its range as a band. */
export default function BandChart({ rows, names, ...frame }: BandChartProps) {
  const { formatTime, formatValue } = frame;
  const reading = (row: BandRow) =>
    (row.solid ?? row.dashed) && (
      <Reading>
        {series.map(({ key }) => {
          const one = row[key];
          return (
            one && (
              <p key={key} className="text-muted">
                {names[key]} <span className="tabular text-14 text-text">{formatValue(one.median)}</span>{" "}
                {one.band && (
                  <span className="tabular">
                    {formatValue(one.band.low)}–{formatValue(one.band.high)}
                  </span>
                )}
              </p>
            )
          );
        })}
        <p className="text-muted">{formatTime(row.at)}</p>
      </Reading>
    );
  return (
    <PricePlot
      {...frame}
      rows={rows}
      values={rows.flatMap(({ solid, dashed }) =>
        [solid, dashed].flatMap((one) =>
          one === null ? [] : one.band ? [one.band.low, one.band.high] : [one.median],
        ),
      )}
      reading={reading}
    >
      {series.map(({ key, colour }) => (
        <Area
          key={`${key} band`}
          {...stepStyle}
          dataKey={(row: BandRow) => (row[key]?.band ? [row[key].band.low, row[key].band.high] : null)}
          stroke="none"
          fill={colour}
          fillOpacity={0.1}
          activeDot={false}
        />
      ))}
      {series.map(({ key, colour, dashes }) => (
        <Line
          key={`${key} median`}
          {...lineStyle(colour)}
          dataKey={(row: BandRow) => row[key]?.median ?? null}
          strokeDasharray={dashes}
        />
      ))}
    </PricePlot>
  );
}
