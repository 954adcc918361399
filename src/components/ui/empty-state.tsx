import type { ReactNode } from "react";

type EmptyStateProps = {
  title: string;
  /** Why the list is empty. */
  children: ReactNode;
  /** The single next step. */
  action?: ReactNode;
  /** 1 when this is the only content of the page. */
  level?: 1 | 2;
};

export function EmptyState({ title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <Heading className={level === 1 ? "text-20" : "text-16"}>{title}</Heading>
      <div className="max-w-prose text-14 text-muted">{children}</div>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
