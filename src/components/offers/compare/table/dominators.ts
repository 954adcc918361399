import { dominatorOf } from "@/domain/ranking/dominance";
import type { ComparedOffer } from "../compared-offer";

/**
 * For each compared offer, another one that is at least as good on all six criteria and better on one, or null. The same test
 * as on the market page, but among these offers only.
 */
export function dominatorsOf<Offer extends Pick<ComparedOffer, "utilities">>(
  offers: readonly Offer[],
): (Offer | null)[] {
  const rows = offers.map(({ utilities }) => utilities);
  return rows.map((row) => offers[dominatorOf(row, rows)] ?? null);
}
