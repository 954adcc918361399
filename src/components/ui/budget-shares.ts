type Budget = { used: number; limit: number; upTo: number; warnFrom: number };

/**
 * The parts of a budget's bar as shares of the whole, which never exceed 1 together, and the state that colours it. The state is that
 * of what was spent; a worst case alone does not make it red. A limit of zero is full.
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
