import type { Availability } from "@/domain/offer/offer";
import { type CriterionValues, criterionIds, utilityOf } from "@/domain/ranking/ranking-criteria";
import { dominatorOf } from "@/domain/ranking/dominance";
import type { ComparedOffer } from "../compared-offer";

const availabilityShare = {
  available: 1,
  limited: 0.5,
  unavailable: 0,
  unknown: null,
} as const satisfies Record<Availability, number | null>;

/**
 * For each compared offer, another one that is at least as good on all six criteria and better on one, or null. The same test
 * as on the market page, but among these offers only.
 */
export function dominatorsOf<Offer extends CriterionInputs>(offers: readonly Offer[]): (Offer | null)[] {
  const rows = offers.map((offer) => {
    const values = criterionValuesOf(offer);
    return criterionIds.map((id) => utilityOf(id, values[id]));
  });
  return rows.map((row) => offers[dominatorOf(row, rows)] ?? null);
}

type CriterionInputs = Pick<
  ComparedOffer,
  "microUsdPerGpuHour" | "vramGib" | "fp16Tflops" | "bandwidthGbPerSecond" | "availability" | "reliability"
>;

function criterionValuesOf(offer: CriterionInputs): CriterionValues {
  return {
    price: offer.microUsdPerGpuHour,
    vram: offer.vramGib,
    throughput: offer.fp16Tflops,
    bandwidth: offer.bandwidthGbPerSecond,
    availability: availabilityShare[offer.availability],
    reliability: offer.reliability,
  };
}
