import type { ReactNode } from "react";
import { classNames } from "./class-names";

type FigureProps = {
  /** The formatted value; null = unknown. */
  value: ReactNode | null;
  /** Read out instead of the dash: "unknown" in the reader's language. */
  unknownLabel: string;
  unit?: string;
  /** On hover: age, exact value, source. */
  title?: string;
  badge?: ReactNode;
  className?: string;
};

/** A number with its unit in faint text and its source after it; an unknown value is a dash, never a zero. */
export function Figure({ value, unknownLabel, unit, title, badge, className }: FigureProps) {
  const isUnknown = value === null || value === undefined;
  return (
    <span
      title={title}
      className={classNames("inline-flex items-baseline gap-1 whitespace-nowrap", className)}
    >
      {isUnknown ? <Unknown label={unknownLabel} /> : <span className="tabular">{value}</span>}
      {unit && !isUnknown && <span className="text-12 text-faint">{unit}</span>}
      {badge && <span className="ml-1 self-center">{badge}</span>}
    </span>
  );
}

/** A value that the provider does not state: an en dash on screen, the word for assistive technology. */
export function Unknown({ label }: { label: string }) {
  return (
    <span className="text-faint" title={label}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
