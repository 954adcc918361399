import { budgetShares } from "./budget-shares";

type BudgetBarProps = {
  used: number;
  limit: number;
  /** Worst-case spend including what is still running; the part beyond `used` is hatched. */
  upTo?: number;
  /** Share of the limit at which the bar starts to warn. */
  warnFrom?: number;
  /** Text alternative for the whole bar, which assistive technology treats as an image. */
  label: string;
};

/** Spend against its cap: green, amber from `warnFrom`, red at the cap. Possible further spend is hatched. */
export function BudgetBar({ used, limit, upTo = used, warnFrom = 0.75, label }: BudgetBarProps) {
  const { usedShare, openShare, state } = budgetShares({ used, limit, upTo, warnFrom });
  const fill = { calm: "bg-accent", warning: "bg-warn", full: "bg-danger" }[state];
  const hatching = { calm: "text-accent", warning: "text-warn", full: "text-danger" }[state];
  return (
    <div role="img" aria-label={label} className="flex h-1.5 overflow-hidden rounded-full bg-track">
      <span className={fill} style={{ width: percent(usedShare) }} />
      <span className={`hatched-current ${hatching}`} style={{ width: percent(openShare) }} />
    </div>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
