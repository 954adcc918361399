/** Background classes of the eight series colours, in order; written out in full so that Tailwind finds them. */
export const seriesFills = [
  "bg-chart-1",
  "bg-chart-2",
  "bg-chart-3",
  "bg-chart-4",
  "bg-chart-5",
  "bg-chart-6",
  "bg-chart-7",
  "bg-chart-8",
] as const;

/**
 * The fill of a series by its position. The colours repeat from the ninth, so a chart should merge the rest into one series.
 */
export function seriesFill(place: number): string {
  return seriesFills[place % seriesFills.length] ?? seriesFills[0];
}
