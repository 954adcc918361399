import type { ReactNode } from "react";

type PageHeadingProps = {
  /** One sentence that summarizes the state: "Three pods are running and one is starting". */
  title: ReactNode;
  /** What it costs and until when. */
  lead?: ReactNode;
  /** At most two actions. */
  actions?: ReactNode;
};

/** The page's `h1`, built from the same figures as the page. */
export function PageHeading({ title, lead, actions }: PageHeadingProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-20 tracking-tight tabular-nums">{title}</h1>
        {lead && <p className="text-14 text-muted tabular-nums">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
