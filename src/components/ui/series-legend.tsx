import { seriesFill } from "./series-fills";

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
