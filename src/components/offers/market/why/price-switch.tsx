"use client";

import { useTranslations } from "use-intl/react";
import { formatPoints } from "@/components/format/format-fixed";
import { formatShare } from "@/components/format/number";
import { formatPrice, formatPriceTo, shownApart } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Why } from "../types";

const WIDTH = 400;
const HEIGHT = 96;

/** At which price the offer would be first, or up to which it stays first, and its score at every price around. */
export function PriceSwitch({ why, rival }: { why: Why; rival: string }) {
  const t = useTranslations("offers.why.price");
  const locale = useCurrentLocale();
  const { price, offer } = why;
  if (price === null) return null;
  const at = price.switchMicroUsdPerGpuHour;
  if (at === null) return <p className="text-13">{offer.place === 1 ? t("always") : t("never")}</p>;
  const { microUsd, decimals } = shownSwitch(at, offer.microUsdPerGpuHour, offer.place === 1);
  return (
    <div className="flex flex-col gap-2">
      <SwitchPrice offer={offer} at={at} />
      <PriceCurve
        why={why}
        at={at}
        label={t("curve", {
          price: formatPriceTo(decimals, microUsd, locale),
          score: formatPoints(price.rivalScore, locale),
          rival,
        })}
      />
    </div>
  );
}

/** What the first keeps its place at is never shown as less than what it costs; the last digit is then shown. */
function shownSwitch(at: number, own: number, isFirst: boolean): ReturnType<typeof shownApart> {
  const shown = shownApart(at, own);
  return isFirst && shown.microUsd < own ? { microUsd: at, decimals: 6, isUsual: false } : shown;
}

/** "First at $1.99 or less", and how far from its price that is. */
export function SwitchPrice({ offer, at }: { offer: Why["offer"]; at: number }) {
  const t = useTranslations("offers.why.price");
  const locale = useCurrentLocale();
  const isFirst = offer.place === 1;
  const own = offer.microUsdPerGpuHour;
  const { microUsd, decimals, isUsual } = shownSwitch(at, own, isFirst);
  const difference = Math.abs(own - microUsd);
  const share = difference / own;
  const values = {
    price: formatPriceTo(decimals, microUsd, locale),
    difference: formatPrice(difference, locale),
    // "+0%" would say that the two are equal.
    share: formatShare(share, locale, share > 0 && share < 0.01 ? Math.ceil(-Math.log10(share * 100)) : 0),
  };
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3">
      <h3 className="text-13 font-medium">
        {t.rich(isFirst ? "firstUpTo" : "firstAt", {
          ...values,
          figure: (chunks) => <span className="tabular text-accent">{chunks}</span>,
        })}
      </h3>
      {difference > 0 && (
        <p className="text-12 text-muted">
          {isFirst ? t("dearer", values) : t("cheaper", values)}
          {!isUsual && <> · {t("now", { price: formatPriceTo(decimals, own, locale) })}</>}
        </p>
      )}
    </div>
  );
}

/** Price from left to right on a log scale, score upwards; the rival's score is the dashed line; green where the offer would lead. */
function PriceCurve({ why, at, label }: { why: Why; at: number; label: string }) {
  const t = useTranslations("offers.why.price");
  const locale = useCurrentLocale();
  const { price, offer } = why;
  if (price === null) return null;
  const scores = [...price.points.map(({ score }) => score), price.rivalScore, offer.score];
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const [cheap, dear] = [price.points[0], price.points.at(-1)].map((point) => point?.microUsdPerGpuHour ?? 1);
  const x = (microUsd: number) =>
    (Math.log(microUsd / (cheap ?? 1)) / Math.log((dear ?? 2) / (cheap ?? 1))) * WIDTH;
  const y = (score: number) => 6 + (1 - (score - low) / (high - low || 1)) * (HEIGHT - 12);
  const path = price.points.map(({ microUsdPerGpuHour, score }) => `${x(microUsdPerGpuHour)},${y(score)}`);
  return (
    <figure className="flex flex-col gap-1">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full overflow-visible"
      >
        <title>{label}</title>
        <rect x={0} y={0} width={x(at)} height={HEIGHT} className="fill-accent-soft" />
        <line
          x1={0}
          x2={WIDTH}
          y1={y(price.rivalScore)}
          y2={y(price.rivalScore)}
          strokeDasharray="4 3"
          className="stroke-text-muted"
        />
        <polyline points={path.join(" ")} fill="none" strokeWidth={2} className="stroke-text" />
        <circle cx={x(at)} cy={y(price.rivalScore)} r={4} className="fill-accent" />
        <circle
          cx={x(offer.microUsdPerGpuHour)}
          cy={y(offer.score)}
          r={4}
          className="fill-text stroke-surface"
          strokeWidth={2}
        />
      </svg>
      <figcaption className="tabular flex justify-between text-12 text-muted">
        <span>{formatPrice(cheap ?? 0, locale)}</span>
        <span className="font-sans">{t("axis")}</span>
        <span>{formatPrice(dear ?? 0, locale)}</span>
      </figcaption>
    </figure>
  );
}
