"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { type CriterionId, criteria, criterionIds } from "@/domain/ranking/ranking-criteria";
import type { Why, WhyOffer } from "../types";

/**
 * For each unknown figure of the first three offers, the value that it was counted as: an assumption must not look like a fact.
 */
export function MissingValues({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const missing = criterionIds.flatMap((criterion) => {
    const offers = why.offers.filter((offer) => isUnknown(offer, criterion));
    return offers.length > 0
      ? [{ criterion, providers: [...new Set(offers.map(({ providerName }) => providerName))] }]
      : [];
  });
  if (missing.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1 text-12 text-muted">
      {missing.map(({ criterion, providers }) => (
        <li key={criterion}>
          {t("missing", {
            criterion: names(criterion),
            providers: providers.join(", "),
            utility: formatNumber(criteria[criterion].missingUtility, locale, 2),
          })}
        </li>
      ))}
    </ul>
  );
}

function isUnknown(offer: WhyOffer, criterion: CriterionId): boolean {
  if (criterion === "throughput") return offer.fp16Tflops === null;
  if (criterion === "bandwidth") return offer.bandwidthGbPerSecond === null;
  if (criterion === "availability") return offer.availability === "unknown";
  return criterion === "reliability" && offer.reliability === null;
}
