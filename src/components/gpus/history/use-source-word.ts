import { useTranslations } from "use-intl/react";
import type { OfferSource } from "@/domain/offer/offer";

/** "live", "list price" or "simulated": where prices come from that have neither a day nor an age of their own. */
export function useSourceWord(): (source: OfferSource) => string {
  const t = useTranslations("source");
  return (source) => t(source === "list" ? "listUndated" : source);
}
