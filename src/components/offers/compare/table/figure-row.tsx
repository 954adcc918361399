"use client";

import { useTranslations } from "use-intl";
import { formatPoints, formatReliability } from "@/components/format/format-fixed";
import { formatGib, formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Locale } from "@/locale/locales";
import { formatSmallRate } from "../../offer-prices";
import type { ComparedOffer } from "../compared-offer";
import { canBeBest, type Figure, type FigureId, isOfPrice, markBest } from "./figures";
import { shownDistance } from "./shown-value";
import { LabelCell, ValueCell } from "./value-cell";

/** Symbols common to all languages. */
const units: Partial<Record<FigureId, string>> = {
  pricePerGpu: "$/GPU-h",
  pricePerMachine: "$/h",
  pricePerTflop: "$/TFLOP-h",
  pricePerGibHour: "$/GiB-h",
  egress: "$/GiB",
  vram: "GiB",
  vramTotal: "GiB",
  fp16: "TFLOPS",
  bandwidth: "GB/s",
  ram: "GiB",
  disk: "GiB",
  networkDown: "Mbit/s",
  networkUp: "Mbit/s",
};

type FigureRowProps = { figure: Figure; offers: readonly ComparedOffer[] };

/** One figure across all offers, with the best marked. */
export function FigureRow({ figure, offers }: FigureRowProps) {
  const [t, locale] = [useTranslations("compare"), useCurrentLocale()];
  const marked = markBest(offers.map(figure.valueOf), figure.better, (place) =>
    canBeBest(offers[place], { isPrice: isOfPrice(figure) }),
  );
  const best = marked.find(({ isBest }) => isBest)?.value ?? null;
  return (
    <tr>
      <LabelCell label={t(`figures.${figure.id}`)} unit={units[figure.id]} />
      {offers.map((offer, place) => {
        const { value = null, isBest = false, toBest = null } = marked[place] ?? {};
        return (
          <ValueCell
            key={offer.id}
            value={
              value === null ? null : `${boundOf(figure.id, offer)}${writeFigure(figure.id, value, locale)}`
            }
            isBest={isBest}
            toBest={
              toBest === null || value === null || best === null
                ? null
                : shownDistance(figure.id, value, best)
            }
          />
        );
      })}
    </tr>
  );
}

/** "≥ 756.5": the least over the forms of a GPU whose form no feed states; a price per TFLOPS of that least is the highest. */
function boundOf(id: FigureId, { isLeast }: ComparedOffer): "≥ " | "≤ " | "" {
  if (id === "bandwidth") return isLeast.bandwidth ? "≥ " : "";
  if (!isLeast.throughput) return "";
  return id === "fp16" ? "≥ " : id === "pricePerTflop" ? "≤ " : "";
}

function writeFigure(id: FigureId, value: number, locale: Locale): string {
  switch (id) {
    case "pricePerTflop":
    case "pricePerGibHour":
      return formatSmallRate(value, locale);
    case "pricePerGpu":
    case "pricePerMachine":
    case "pricePerMonth":
    case "egress":
    case "diskPrice":
      return formatPrice(value, locale);
    case "score":
      return formatPoints(value, locale);
    case "reliability":
      return formatReliability(value, locale);
    case "vram":
    case "vramTotal":
    case "ram":
    case "disk":
      return formatGib(value, locale);
    case "gpuCount":
      return formatNumber(value, locale, 3);
    case "fp16":
    case "bandwidth":
    case "vcpus":
    case "networkDown":
    case "networkUp":
      return formatNumber(value, locale, 1);
    default:
      return id satisfies never;
  }
}
