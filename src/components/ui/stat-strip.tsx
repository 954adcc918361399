import type { ReactNode } from "react";

type Stat = {
  id: string;
  label: string;
  /** A figure with its unit, in large type. */
  figure: ReactNode;
  /** Beside the label: a badge, or the link that opens the formula. */
  aside?: ReactNode;
  /** Below: a bar. */
  bar?: ReactNode;
  /** Last line: what the figure means or how long it holds. */
  note?: ReactNode;
};

/** A few figures on one subject in one card, separated by hairlines: two per row on a phone, one row on a wide page. */
export function StatStrip({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border bg-border lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
      {stats.map(({ id, label, figure, aside, bar, note }) => (
        <div key={id} className="flex min-w-0 flex-col bg-surface px-4 py-3.5 lg:px-5">
          <dt className="flex min-h-5 flex-wrap items-center justify-between gap-x-3 text-13 text-muted">
            {label}
            {aside}
          </dt>
          <dd className="mt-1 text-20 font-medium tracking-tight tabular-nums sm:text-28">{figure}</dd>
          {bar && <dd className="mt-2">{bar}</dd>}
          {note && <dd className="mt-auto pt-1 text-12 text-muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** The unit beside a large figure: "/h", "of $1,200". */
export function StatUnit({ children }: { children: ReactNode }) {
  return <span className="ml-1 text-14 font-normal tracking-normal text-muted">{children}</span>;
}
