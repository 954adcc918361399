/** The look of all axes; spread into the axes of the chart library. */
const tick = { fill: "var(--text-faint)", fontSize: 12, fontFamily: "var(--font-figures)" };

export const xAxisStyle = { tick, tickLine: false, axisLine: { stroke: "var(--border-strong)" } };
export const yAxisStyle = { tick, tickLine: false, axisLine: false, width: "auto" } as const;
export const cursorStyle = { stroke: "var(--border-control)" };

/** How prices are drawn: each holds until the next one, and a gap stays a gap. */
export const stepStyle = {
  type: "stepAfter",
  connectNulls: false,
  isAnimationActive: false,
} as const;

/** The style of a price line in the given colour. */
export function lineStyle(colour: string) {
  return {
    ...stepStyle,
    stroke: colour,
    strokeWidth: 2,
    dot: false,
    activeDot: { r: 4, fill: colour, stroke: "var(--surface)", strokeWidth: 2 },
  };
}
