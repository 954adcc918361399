import { seriesFill } from "./series-fills";

type StackedBarProps = {
  /** Lengths on a scale of 0..1, in the order of the legend. */
  parts: readonly { label: string; share: number }[];
  /** Text alternative for the whole bar, which assistive technology treats as an image. */
  label: string;
};

/** One bar in segments, each coloured by its position. */
export function StackedBar({ parts, label }: StackedBarProps) {
  return (
    <div
      role="img"
      aria-label={label}
      className="flex h-3 w-full gap-px overflow-hidden rounded-[3px] bg-hover"
    >
      {parts.map(({ label: name, share }, place) => (
        <span
          key={name}
          className={seriesFill(place)}
          style={{ width: `${(Math.max(0, share) * 100).toFixed(2)}%` }}
        />
      ))}
    </div>
  );
}

/** What the colours mean, in the order of the segments. */
export function SeriesLegend({ labels }: { labels: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-12 text-muted">
      {labels.map((label, place) => (
        <li key={label} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-2 rounded-[2px] ${seriesFill(place)}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}
