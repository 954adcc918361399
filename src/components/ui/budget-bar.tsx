import { budgetShares } from "./budget-shares";

type BudgetBarProps = {
  used: number;
  limit: number;
  /** May still be spent on what was just asked for: hatched, up to here. */
  upTo?: number;
  /** Share of the limit from which on the bar warns. */
  warnFrom?: number;
  /** The whole bar in words: it is an image to assistive technology. */
  label: string;
};

/** Spent against its cap: green, amber from the first warning on, red at the cap; what may still come is hatched. */
export function BudgetBar({ used, limit, upTo = used, warnFrom = 0.75, label }: BudgetBarProps) {
  const { usedShare, openShare, state } = budgetShares({ used, limit, upTo, warnFrom });
  const ground = { calm: "bg-accent", warning: "bg-warn", full: "bg-danger" }[state];
  const hatching = { calm: "text-accent", warning: "text-warn", full: "text-danger" }[state];
  return (
    <div role="img" aria-label={label} className="flex h-1.5 overflow-hidden rounded-full bg-track">
      <span className={ground} style={{ width: percent(usedShare) }} />
      <span className={`hatched-current ${hatching}`} style={{ width: percent(openShare) }} />
    </div>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
