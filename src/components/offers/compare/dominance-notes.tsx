"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { ComparedOffer } from "./compared-offer";
import { dominatorsOf } from "./dominators";
import { useOfferName } from "./use-offer-name";

/** Which offers cannot win by any weights, because another of these is nowhere worse. */
export function DominanceNotes({ offers }: { offers: readonly ComparedOffer[] }) {
  const t = useTranslations("compare");
  const name = useOfferName();
  const notes = dominatorsOf(offers).flatMap((dominator, place) => {
    const offer = offers[place];
    return dominator && offer ? [{ offer, dominator }] : [];
  });
  if (notes.length === 0) return null;
  return (
    <Notice tone="info">
      <ul className="flex flex-col gap-0.5">
        {notes.map(({ offer, dominator }) => (
          <li key={offer.id}>
            {t("dominated", {
              offer: name(offer),
              instance: offer.instanceType,
              by: name(dominator),
              byInstance: dominator.instanceType,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
