type Budget = { used: number; limit: number; upTo: number; warnFrom: number };

/**
 * The segments of a budget bar as shares whose sum never exceeds 1, and the state that sets its colour. The state depends on
 * the amount spent only; a worst case alone does not turn the bar red. A limit of zero counts as full.
 */
export function budgetShares({ used, limit, upTo, warnFrom }: Budget): {
  usedShare: number;
  openShare: number;
  state: "calm" | "warning" | "full";
} {
  const share = (amount: number) => (limit > 0 ? Math.min(1, Math.max(0, amount / limit)) : 1);
  const usedShare = share(used);
  const openShare = Math.max(0, share(upTo) - usedShare);
  if (usedShare >= 1) return { usedShare, openShare, state: "full" };
  return { usedShare, openShare, state: usedShare >= warnFrom ? "warning" : "calm" };
}
