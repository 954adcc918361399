import { dominatorOf, knownUtilities } from "@/domain/ranking/dominance";
import type { CriterionId } from "@/domain/ranking/ranking-criteria";
import type { ComparedOffer } from "../compared-offer";

type Figures = Pick<
  ComparedOffer,
  "utilities" | "fp16Tflops" | "bandwidthGbPerSecond" | "availability" | "reliability"
>;

/**
 * For each compared offer, another one that is at least as good on all six criteria and better on one, or null. The same test
 * as on the market page, but among these offers only: where a figure of either is unknown, nothing is shown.
 */
export function dominatorsOf<Offer extends Figures>(offers: readonly Offer[]): (Offer | null)[] {
  const rows = offers.map((offer) => knownUtilities(offer.utilities, (id) => isKnown(offer, id)));
  return rows.map((row) => offers[dominatorOf(row, rows)] ?? null);
}

function isKnown(offer: Figures, criterion: CriterionId): boolean {
  switch (criterion) {
    case "throughput":
      return offer.fp16Tflops !== null;
    case "bandwidth":
      return offer.bandwidthGbPerSecond !== null;
    case "availability":
      return offer.availability !== "unknown";
    case "reliability":
      return offer.reliability !== null;
    default:
      return true;
  }
}
