import type { ReactNode } from "react";

type EmptyStateProps = {
  title: string;
  /** Why there is nothing. */
  children: ReactNode;
  /** The one next step. */
  action?: ReactNode;
};

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <h2 className="text-16">{title}</h2>
      <div className="max-w-prose text-14 text-muted">{children}</div>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
