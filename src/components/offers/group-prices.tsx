"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import type { Group } from "./market/types";

/** How many offers a group has, and which of them its prices count. */
export function GroupCount({ group }: { group: Group }) {
  const locale = useCurrentLocale();
  return (
    <>
      {formatNumber(group.offers, locale)}
      <GroupBasis group={group} />
    </>
  );
}

/** What the prices of a group count, where that is not every offer or not one kind: in small lines. */
export function GroupBasis({ group: { offers, priced, pricedSpot } }: { group: Group }) {
  const t = useTranslations("groupPrices");
  const isMixed = pricedSpot > 0 && pricedSpot < priced;
  return (
    <span className="block text-12 leading-4 font-normal text-muted empty:hidden">
      {priced < offers && <span className="block">{t("leftOut", { past: offers - priced })}</span>}
      {isMixed && (
        <span className="block">{t("kinds", { onDemand: priced - pricedSpot, spot: pricedSpot })}</span>
      )}
    </span>
  );
}

/** A price of a group; null where it has only past ones. */
export function GroupPrice({ amount }: { amount: number | null }) {
  const [t, locale] = [useTranslations("groupPrices"), useCurrentLocale()];
  if (amount === null) return <Unknown label={t("past")} />;
  return <PriceFigure parts={priceParts(Math.round(amount), locale)} />;
}

/** The lowest price of a group, with its kind where the group has both. */
export function LowestPrice({ group: { lowest, priced, pricedSpot, isLowestSpot } }: { group: Group }) {
  const t = useTranslations("groupPrices");
  const isMixed = pricedSpot > 0 && pricedSpot < priced;
  return (
    <>
      <GroupPrice amount={lowest} />
      {isMixed && (
        <span className="block text-12 leading-4 text-muted">{t(isLowestSpot ? "spot" : "onDemand")}</span>
      )}
    </>
  );
}
