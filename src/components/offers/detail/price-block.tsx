"use client";

import { useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { HOURS_PER_MONTH, machineMonthPrice } from "../offer-prices";
import type { OfferDetail } from "./offer-detail";
import { PriceMove } from "./price-move";
import { usePriceMove } from "./use-price-move";

/** The price in large type; below it the price of the whole machine per hour and per month. */
export function PriceBlock({ offer }: { offer: OfferDetail }) {
  const [t, words, locale] = [useTranslations("offer.price"), useTranslations("source"), useCurrentLocale()];
  const before = usePriceMove(offer.microUsdPerGpuHour);
  const isGone = offer.goneAt !== null;
  return (
    <section aria-label={isGone ? t("lastLabel") : t("label")} className="shrink-0 md:text-right">
      {isGone && <p className="text-13 text-warn">{t("lastLabel")}</p>}
      <p className="whitespace-nowrap">
        <span
          key={offer.microUsdPerGpuHour}
          style={before === null ? undefined : flashFor(before, offer.microUsdPerGpuHour)}
          className={`tabular rounded-control text-40 tracking-tight ${before === null ? "" : "animate-flash"} ${isGone ? "text-muted" : ""}`}
        >
          {formatPrice(offer.microUsdPerGpuHour, locale)}
        </span>
        <span className="ml-1 text-14 text-faint">{words("perGpuHour")}</span>
      </p>
      {before !== null && <PriceMove from={before} to={offer.microUsdPerGpuHour} />}
      <dl className="mt-3 grid grid-cols-[auto_auto] gap-x-4 gap-y-1 text-13 md:justify-end">
        <dt className="text-left text-muted">{t("machine", { gpus: offer.gpuCount })}</dt>
        <dd className="text-right whitespace-nowrap">
          <span className="tabular">{formatPrice(offer.microUsdPerMachineHour, locale)}</span>
          <span className="ml-1 text-12 text-faint">{t("perHour")}</span>
        </dd>
        <dt className="text-left text-muted">{t("month", { hours: HOURS_PER_MONTH })}</dt>
        <dd className="text-right whitespace-nowrap">
          <span className="tabular">{formatPrice(machineMonthPrice(offer), locale)}</span>
          <span className="ml-1 text-12 text-faint">{t("perMonth")}</span>
        </dd>
      </dl>
      <p className="mt-2 text-12 text-faint">{t("excluded")}</p>
    </section>
  );
}

/** Flashes the background once after a price change; the arrow beside it carries the same information. */
function flashFor(from: number, to: number): React.CSSProperties {
  const colour = to > from ? "var(--up)" : "var(--down)";
  return { "--flash-color": `color-mix(in srgb, ${colour} 40%, transparent)` } as React.CSSProperties;
}
