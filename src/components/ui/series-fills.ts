/** Background classes of the eight series colours, in order; written out so that Tailwind finds them. */
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

/** The fill of a series by its place; from the ninth on they begin anew, so a chart should fold the rest into one. */
export function seriesFill(place: number): string {
  return seriesFills[place % seriesFills.length] ?? seriesFills[0];
}
