"use client";

import { useTranslations } from "use-intl";
import type { ComparedOffer } from "../compared-offer";
import { dominatorsOf } from "./dominators";
import { useOfferName } from "./use-offer-name";
import { LabelCell, TextCell } from "./value-cell";

/**
 * Which offers cannot win under any weights because another one here is at least as good on every criterion, and which one that
 * is.
 */
export function DominanceRow({ offers }: { offers: readonly ComparedOffer[] }) {
  const t = useTranslations("compare.dominated");
  const name = useOfferName();
  const dominators = dominatorsOf(offers);
  return (
    <tr>
      <LabelCell label={t("label")} />
      {offers.map((offer, place) => {
        const dominator = dominators[place] ?? null;
        return (
          <TextCell key={offer.id}>
            {dominator === null ? (
              <span className="text-muted">{t("none")}</span>
            ) : (
              <span title={t("why", { by: name(dominator) })} className="text-warn">
                {name(dominator)}{" "}
                <span className="font-mono text-12 text-faint">{dominator.instanceType}</span>
              </span>
            )}
          </TextCell>
        );
      })}
    </tr>
  );
}
