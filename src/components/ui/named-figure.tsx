import type { ReactNode } from "react";

type NamedFigureProps = {
  name: string;
  /** On hover: what the name means. */
  title?: string;
  isNumber?: boolean;
  children: ReactNode;
};

/** One figure of a `<dl>` under its name in faint. */
export function NamedFigure({ name, title, isNumber = false, children }: NamedFigureProps) {
  return (
    <div className="flex flex-col" title={title}>
      <dt className="text-12 text-faint">{name}</dt>
      <dd className={isNumber ? "tabular" : undefined}>{children}</dd>
    </div>
  );
}
