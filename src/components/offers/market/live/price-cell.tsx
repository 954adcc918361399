"use client";

import { useTranslations } from "use-intl/react";
import { formatPrice, priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import { PriceFigure } from "@/components/ui/price-figure";
import type { Hit } from "../types";
import { type PriceUnit, shownPrice } from "./live-price";
import { useLivePrice } from "./live-rows";

/** A cell that scrolls into view long after its price changed must not flash. */
const FLASH_WITHIN_MS = 1000;

const flashes = {
  up: "color-mix(in srgb, var(--up) 40%, transparent)",
  down: "color-mix(in srgb, var(--down) 40%, transparent)",
};
const arrows = { up: "arrow-up", down: "arrow-down" } as const;

type PriceCellProps = {
  hit: Hit;
  of?: PriceUnit;
  decimals?: number;
};

/**
 * A live price: a new value replaces the old one in place, with an arrow, and its cell flashes once. The parent must be
 * positioned, since the flash fills it.
 */
export function PriceCell({ hit, of = "microUsdPerGpuHour", decimals }: PriceCellProps) {
  const [t, locale] = [useTranslations("offers.price"), useCurrentLocale()];
  const live = useLivePrice(hit);
  const shown = shownPrice(hit, live, of);
  const parts = priceParts(shown.microUsd, locale);
  if (!live || !shown.direction) return <PriceFigure parts={parts} decimals={decimals} />;
  const before = formatPrice(shown.before, locale);
  const isNew = performance.now() - live.receivedAtMs < FLASH_WITHIN_MS;
  return (
    <span title={t("was", { price: before })} className={shown.direction === "up" ? "text-up" : "text-down"}>
      {isNew && (
        <span
          key={live.receivedAtMs}
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 animate-flash"
          style={{ "--flash-color": flashes[shown.direction] } as React.CSSProperties}
        />
      )}
      <Icon name={arrows[shown.direction]} size={12} className="mr-0.5 inline align-[-1px]" />
      <span className="sr-only">{t(shown.direction, { price: before })}</span>
      <PriceFigure parts={parts} decimals={decimals} />
    </span>
  );
}
