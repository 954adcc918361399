import type { ReactNode } from "react";

type Description = { id: string; term: ReactNode; description: ReactNode };

type DescriptionListProps = {
  items: readonly Description[];
  /**
   * "facts" aligns short values at the right, as on a bill; "sentences" puts whole sentences beside their term, as in "the
   * start fails: it costs nothing".
   */
  kind?: "facts" | "sentences";
};

/** Terms with their descriptions. */
export function DescriptionList({ items, kind = "facts" }: DescriptionListProps) {
  if (kind === "sentences")
    return (
      <dl className="grid gap-x-6 gap-y-1 text-14 sm:grid-cols-[8.25rem_minmax(0,1fr)] sm:gap-y-3">
        {items.map(({ id, term, description }) => (
          <div key={id} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="max-sm:mb-2">{description}</dd>
          </div>
        ))}
      </dl>
    );
  return (
    <dl className="flex flex-col gap-2.5 text-14">
      {items.map(({ id, term, description }) => (
        <div key={id} className="flex items-baseline justify-between gap-4">
          <dt className="text-muted">{term}</dt>
          <dd className="text-right">{description}</dd>
        </div>
      ))}
    </dl>
  );
}
