const WIDTH = 96;
const HEIGHT = 24;
const PADDING = 2;

type SparklineProps = { values: readonly (number | null)[]; isDashed?: boolean };

/** A line without axes; null leaves a gap, a lone value is a dot. The figures beside it carry the information. */
export function Sparkline({ values, isDashed = false }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (place: number) =>
    values.length === 1 ? WIDTH / 2 : PADDING + (place / (values.length - 1)) * (WIDTH - 2 * PADDING);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - PADDING - ((value - low) / (high - low)) * (HEIGHT - 2 * PADDING);
  const path = values
    .map((value, place) => {
      if (value === null) return "";
      const isStart = (values[place - 1] ?? null) === null;
      // A line to itself makes a lone value visible as a dot.
      const at = `${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
      return isStart ? `M${at}L${at}` : `L${at}`;
    })
    .join("");
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="inline"
    >
      <path
        d={path}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeDasharray={isDashed ? "4 3" : undefined}
      />
    </svg>
  );
}
