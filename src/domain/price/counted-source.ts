import type { OfferSource } from "@/domain/offer/offer";

/** Of offers that count: the feeds, if one of them was read from a feed; `list` if all are list prices; null if there is none. */
export type CountedSource = OfferSource | null;

/** The source of figures that together rest on these. */
export function sourceOfAll(sources: readonly CountedSource[]): CountedSource {
  return (
    sources.find((source) => source !== null && source !== "list") ??
    sources.find((source) => source !== null) ??
    null
  );
}
