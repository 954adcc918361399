import type { ReactNode } from "react";

/** A keyboard key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="font-mono inline-flex h-5 min-w-5 items-center justify-center rounded-[4px] border border-border-strong px-1 text-12 text-muted">
      {children}
    </kbd>
  );
}
