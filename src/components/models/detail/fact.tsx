import type { ReactNode } from "react";

type FactProps = { name: string; more?: readonly string[]; children: ReactNode };

/** A name, its figure, and below it how the figure comes about. */
export function Fact({ name, more = [], children }: FactProps) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b px-4 py-2">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">
        {children}
        {more.map((line) => (
          <span key={line} className="block text-12 text-faint">
            {line}
          </span>
        ))}
      </dd>
    </div>
  );
}
