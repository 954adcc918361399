import { useTranslations } from "use-intl/react";
import type { OfferSource } from "@/domain/offer/offer";

const words = { live: "polled", list: "listUndated", simulated: "simulated" } as const satisfies Record<
  OfferSource,
  string
>;

/** "feed", "list price" or "simulated": the source of prices that have no date or age. */
export function useSourceWord(): (source: OfferSource) => string {
  const t = useTranslations("source");
  return (source) => t(words[source]);
}
