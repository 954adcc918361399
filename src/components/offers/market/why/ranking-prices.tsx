"use client";

import { useTranslations } from "use-intl/react";
import { RankingPrice, ranksOtherwise } from "../../question/ranking-price";
import type { Against, Why } from "../types";

/** Of the two offers, those that rank by another price than the one in the table above, and why. */
export function RankingPrices({ why: { offer }, against }: { why: Why; against: Against }) {
  const t = useTranslations("offers.why.points");
  const named = [
    { name: t("this"), offer },
    { name: t("place", { place: against.offer.place }), offer: against.offer },
  ];
  return named
    .filter((one) => ranksOtherwise(one.offer))
    .map((one) => (
      <p key={one.offer.id} className="mt-2 text-12 text-muted">
        {one.name}: <RankingPrice offer={one.offer} />
      </p>
    ));
}
