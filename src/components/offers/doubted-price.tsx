"use client";

import { useTranslations } from "use-intl/react";
import { formatInstant } from "@/components/format/age";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import type { Hit } from "./market/types";

type DoubtedPriceProps = { doubted: Hit["doubtedPrice"]; isInWords?: boolean };

/** Beside a price that is kept while its feed says another one: a clock with the words on hover, or the words themselves. */
export function DoubtedPrice({ doubted, isInWords = false }: DoubtedPriceProps) {
  const [t, locale] = [useTranslations("source.doubted"), useCurrentLocale()];
  if (doubted === null) return null;
  const text = t(doubted.isRefused ? "refused" : "waits", {
    price: formatPrice(doubted.microUsdPerGpuHour, locale),
  });
  return (
    <span
      title={isInWords ? formatInstant(doubted.since) : text}
      className="inline-flex items-start gap-1 text-12 text-warn"
    >
      <Icon name={doubted.isRefused ? "ban" : "clock"} size={12} className="mt-0.5" />
      <span className={isInWords ? "max-w-prose" : "sr-only"}>{text}</span>
    </span>
  );
}
