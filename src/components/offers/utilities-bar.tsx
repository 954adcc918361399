import { seriesFill } from "@/components/ui/series-fills";

type UtilitiesBarProps = {
  /** One per criterion: its share of the weights, and where the figure lies on its scale, 0..1. */
  parts: readonly { label: string; weight: number; utility: number }[];
  /** Text alternative for the whole bar, which assistive technology treats as an image. */
  label: string;
};

/**
 * One segment per criterion, as wide as its weight and filled as far as its figure is good. It shows where an offer is strong without
 * dividing its score, which no division does fairly.
 */
export function UtilitiesBar({ parts, label }: UtilitiesBarProps) {
  return (
    <div role="img" aria-label={label} className="flex h-3 w-full gap-0.5">
      {parts.map(({ label: name, weight, utility }, place) => (
        <span
          key={name}
          className="block overflow-hidden rounded-[2px] bg-hover"
          style={{ width: `${(weight * 100).toFixed(2)}%` }}
        >
          <span
            className={`block h-full ${seriesFill(place)}`}
            style={{ width: `${(utility * 100).toFixed(2)}%` }}
          />
        </span>
      ))}
    </div>
  );
}
