"use client";

import { useTranslations } from "use-intl/react";
import { formatScore } from "@/components/format/format-fixed";
import { formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { type CriterionId, criterionIds } from "@/domain/ranking/ranking-criteria";
import { compareOffers } from "@/domain/ranking/ranking-explanation";
import type { Why, WhyOffer } from "../types";
import { useWhyNames } from "./use-why-names";

/** The smallest difference that three decimals can show. */
const MIN_SHOWN_GAP = 0.001;

/** Three sentences: which offer is first, what carries its score, what sets it apart from the second. */
export function WhySentences({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const { withProvider: named } = useWhyNames();
  const [first, second] = why.offers;
  if (!first) return null;
  const [strongest, next] = partsOf(first);
  return (
    <div className="flex flex-col gap-1.5 text-13">
      <p>
        {t("isFirst", { offer: named(first), total: why.total, score: formatScore(first.score, locale) })}
      </p>
      {strongest && next && (
        <p>
          {t("carries", {
            strongest: names(strongest.criterion),
            strongestShare: formatShare(strongest.share, locale),
            next: names(next.criterion),
            nextShare: formatShare(next.share, locale),
          })}
        </p>
      )}
      <p>
        {second ? <GapToSecond why={why} first={first} second={second} name={named(second)} /> : t("alone")}
      </p>
    </div>
  );
}

type GapToSecondProps = { why: Why; first: WhyOffer; second: WhyOffer; name: string };

function GapToSecond({ why, first, second, name }: GapToSecondProps) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const { closenessGap, strongest, weakest } = compareOffers(first.utilities, second.utilities, why.weights);
  if (strongest.difference <= 0) return t("tied", { offer: name });
  const gap =
    closenessGap < MIN_SHOWN_GAP
      ? t("lessThan", { gap: formatScore(MIN_SHOWN_GAP, locale) })
      : formatScore(closenessGap, locale);
  if (weakest.difference >= 0)
    return t("aheadEverywhere", { offer: name, gap, strongest: names(strongest.criterion) });
  return t("ahead", {
    offer: name,
    gap,
    strongest: names(strongest.criterion),
    weakest: names(weakest.criterion),
  });
}

function partsOf(offer: WhyOffer): { criterion: CriterionId; share: number }[] {
  return criterionIds
    .map((criterion, place) => ({
      criterion,
      share: offer.score > 0 ? (offer.contributions[place] ?? 0) / offer.score : 0,
    }))
    .sort((a, b) => b.share - a.share);
}
