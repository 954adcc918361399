import { gpuFiguresOf } from "@/domain/gpu/figures/ranked-figures";
import type { Availability } from "@/domain/offer/offer";
import type { CriterionValues } from "./ranking-criteria";

/** What ranking needs to know about an offer. */
export type RankedFigures = {
  gpuId: string;
  vramGib: number;
  /** As shown; `utilitiesOf` takes its age apart. */
  microUsdPerGpuHour: number;
  availability: Availability;
  reliability: number | null;
};

const availabilityShare = { available: 1, limited: 0.5, unavailable: 0, unknown: null } as const;

/** The figures by which an offer is ranked; null if nobody has published or measured one. */
export function criterionValuesOf(offer: RankedFigures): CriterionValues {
  const { throughput, bandwidth } = gpuFiguresOf(offer.gpuId);
  return {
    price: offer.microUsdPerGpuHour,
    vram: offer.vramGib,
    throughput: throughput?.value ?? null,
    bandwidth: bandwidth?.value ?? null,
    availability: availabilityShare[offer.availability],
    reliability: offer.reliability,
  };
}
