"use client";

import { useTranslations } from "use-intl/react";
import { formatReliability } from "@/components/format/format-fixed";
import { formatGib, formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { CriterionId } from "@/domain/ranking/ranking-criteria";
import type { ExplainedOffer } from "../types";

/** The figure of an offer for a criterion as its row shows it; null if it is unknown. */
export function useCriterionFigure(): (offer: ExplainedOffer, criterion: CriterionId) => string | null {
  const t = useTranslations("offers");
  const locale = useCurrentLocale();
  return (offer, criterion) => {
    const { isLeast } = offer;
    switch (criterion) {
      case "price":
        return formatPrice(offer.microUsdPerGpuHour, locale);
      case "vram":
        return `${formatGib(offer.vramGib, locale)} GiB`;
      case "throughput":
        return offer.fp16Tflops === null
          ? null
          : `${isLeast.throughput ? "≥ " : ""}${formatNumber(offer.fp16Tflops, locale)} TF`;
      case "bandwidth":
        return offer.bandwidthGbPerSecond === null
          ? null
          : `${isLeast.bandwidth ? "≥ " : ""}${formatNumber(offer.bandwidthGbPerSecond, locale)} GB/s`;
      case "availability":
        return offer.availability === "unknown" ? null : t(`availability.${offer.availability}`);
      case "reliability":
        return offer.reliability === null ? null : formatReliability(offer.reliability, locale);
      default:
        return criterion satisfies never;
    }
  };
}
