import type { ReactNode } from "react";

/** The tooltip at the pointer. */
export function Reading({ children }: { children: ReactNode }) {
  return (
    <div className="rounded-control border border-border-strong bg-raised px-2.5 py-1.5 text-12">
      {children}
    </div>
  );
}

/** The row under the pointer. The library returns rows untyped, so only `at` is read, to look up our own row. */
export function rowAt<Row extends { at: number }>(
  rows: readonly Row[],
  payload: readonly { payload?: unknown }[] | undefined,
): Row | null {
  const given = payload?.[0]?.payload;
  if (typeof given !== "object" || given === null || !("at" in given)) return null;
  return rows.find(({ at }) => at === given.at) ?? null;
}
