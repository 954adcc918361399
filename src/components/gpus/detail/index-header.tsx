"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { formatGib, formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import { NamedFigure } from "@/components/ui/named-figure";
import type { Gpu } from "@/domain/gpu/gpu";
import { type IndexKind, indexKinds, MIN_SOURCES } from "@/domain/price/market-index";
import { ChangeFigure } from "../change-figure";
import { formFactorNames, vendorNames } from "../gpu-words";
import type { GpuIndex, IndexDetail } from "../index-types";

/** The GPU, its on-demand and spot index, and the age of the figures. */
export function IndexHeader({ gpu, index }: { gpu: Gpu; index: GpuIndex }) {
  const [t, words, locale] = [useTranslations("gpus"), useTranslations("source"), useCurrentLocale()];
  const now = useNow();
  const facts = [
    t("memory", { gib: formatGib(gpu.vramGib, locale) }),
    gpu.formFactor && formFactorNames[gpu.formFactor],
    gpu.architecture,
  ];
  return (
    <header className="flex flex-col gap-5 rounded-card border bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-20 tracking-tight text-balance sm:text-28">
            <span className="text-muted">{vendorNames[gpu.vendor]}</span> {gpu.model}
          </h1>
          <p className="text-13 text-muted">{facts.filter(Boolean).join(" · ")}</p>
          <time dateTime={index.at} title={formatInstant(index.at)} className="text-12 text-faint">
            {t("asOf", { age: formatAge(ageMsOf(index.at, now) ?? 0) })}
          </time>
        </div>
        <Link href={`/offers?gpu=${gpu.id}`} className={buttonStyle("primary")}>
          {t("openOffers")}
          <Icon name="arrow-right" />
        </Link>
      </div>
      <div className="grid gap-5 md:grid-cols-2 md:gap-8">
        {indexKinds.map((kind) => (
          <KindFigures key={kind} kind={kind} index={index.kinds[kind]}>
            {kind === "spot" ? words("spot") : words("onDemand")}
          </KindFigures>
        ))}
      </div>
    </header>
  );
}

type KindFiguresProps = { kind: IndexKind; index: IndexDetail; children: ReactNode };

function KindFigures({ kind, index, children }: KindFiguresProps) {
  const [t, words, locale] = [useTranslations("gpus"), useTranslations("source"), useCurrentLocale()];
  const { median, trimmedMean, lowerQuartile, upperQuartile, absence, sources, offers, weight } = index;
  const reasonsOf = (exclusions: IndexDetail["exclusions"]) =>
    exclusions.map((one) => `${t(`left.reasons.${one.reason}`)} (${one.offers})`).join("; ");
  return (
    <section aria-labelledby={`index-${kind}`} className="flex flex-col gap-2">
      <h2 id={`index-${kind}`} className="text-13 font-normal text-muted first-letter:uppercase">
        {children}
      </h2>
      {median === null ? (
        <p className="text-14">
          {absence === "no_offers" && index.exclusions.length > 0
            ? t("noneCounts", { reasons: reasonsOf(index.exclusions) })
            : absence !== null &&
              t(absence === "no_offers" ? "noOffers" : `absenceWhy.${absence}`, {
                sources,
                needed: MIN_SOURCES,
              })}
        </p>
      ) : (
        <p>
          <span className="tabular text-28">{formatPrice(median, locale)}</span>{" "}
          <span className="text-13 text-faint">{words("perGpuHour")}</span>{" "}
          <span className="text-13 text-muted">{t("figures.typical")}</span>
        </p>
      )}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1.5 text-13 sm:grid-cols-3">
        {lowerQuartile !== null && upperQuartile !== null && (
          <NamedFigure name={t("figures.half")} title={t("figures.halfWhy")}>
            <span className="tabular whitespace-nowrap">
              {formatPrice(lowerQuartile, locale)}–{formatPrice(upperQuartile, locale)}
            </span>
          </NamedFigure>
        )}
        {median !== null && (
          <>
            <NamedFigure name={t("figures.day")} title={t("figures.changeWhy")}>
              <ChangeFigure change={index.change24h} />
            </NamedFigure>
            <NamedFigure name={t("figures.week")} title={t("figures.changeWhy")}>
              <ChangeFigure change={index.change7d} />
            </NamedFigure>
          </>
        )}
        {trimmedMean !== null && (
          <NamedFigure name={t("figures.trimmed")}>
            <span className="tabular">{formatPrice(trimmedMean, locale)}</span>
          </NamedFigure>
        )}
        {offers > 0 && (
          <>
            <NamedFigure name={t("figures.counted")}>
              {t("figures.countedValue", { sources, offers })}
            </NamedFigure>
            <NamedFigure name={t("figures.weight")} title={t("figures.weightWhy")}>
              <span className="tabular">{formatNumber(weight, locale, 3)}</span>
            </NamedFigure>
          </>
        )}
      </dl>
    </section>
  );
}
