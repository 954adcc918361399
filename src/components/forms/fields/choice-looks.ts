/** The two looks of a choice: a bar of short words, or a card for each. */
export const choiceLooks = {
  bar: {
    group: "flex gap-0.5 rounded-control border border-border-strong bg-surface p-0.5",
    choice:
      "relative inline-flex h-8 min-w-0 flex-1 cursor-pointer items-center justify-center rounded-[4px] px-2.5 text-center text-14 text-muted transition-colors hover:text-text has-checked:bg-hover has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-10",
    input: "absolute inset-0 cursor-pointer opacity-0",
    label: "truncate",
  },
  cards: {
    group: "flex flex-col gap-2",
    choice:
      "flex cursor-pointer items-start gap-3 rounded-card border bg-surface px-3.5 py-3 transition-colors hover:border-border-strong has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
    input: "mt-[3px] size-4 shrink-0 accent-accent focus-visible:outline-none",
    label: "text-14 font-medium",
  },
} as const;
