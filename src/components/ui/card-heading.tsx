import type { ReactNode } from "react";

type CardHeadingProps = { title: string; hint?: ReactNode; actions?: ReactNode; id?: string };

/** The top line of a card: its title, a short note and its actions. */
export function CardHeading({ title, hint, actions, id }: CardHeadingProps) {
  return (
    <div className="flex min-h-11.5 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 lg:px-5">
      <h2 id={id} className="text-14">
        {title}
      </h2>
      {hint && <span className="text-13 text-faint">{hint}</span>}
      {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
    </div>
  );
}
