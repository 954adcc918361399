"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { countryName } from "@/components/format/country-name";
import { formatNumber, formatShare } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useOfferLinks } from "@/components/offers/offer-links";
import { Badge } from "@/components/ui/badge";
import { Unknown } from "@/components/ui/figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SourceBadge } from "@/components/ui/source-badge";
import type { Locale } from "@/locale/locales";
import type { CallRow, ComparisonRow, RentalRow } from "../types";
import { formatAmount, formatAmountParts, formatRange, formatSpeed, machineName } from "./figures";

/** Kind, provider and machine or model; a machine links to its offer. */
export function OfferName({ row }: { row: ComparisonRow }) {
  const [t, links, locale] = [useTranslations("rentOrCall.list"), useOfferLinks(), useCurrentLocale()];
  return (
    <span className="flex min-w-0 items-start gap-2">
      <ProviderMonogram slug={row.provider} name={row.providerName} size={20} />
      <span className="flex min-w-0 flex-col">
        <span className="flex flex-wrap items-center gap-x-2">
          {row.kind === "rent" ? (
            <Link href={links.offer(row.id)} prefetch={false} className="font-medium hover:underline">
              {machineName(row)}
            </Link>
          ) : (
            <span className="font-medium">{row.providerName}</span>
          )}
          <Badge tone={row.kind === "call" ? "info" : "neutral"}>{t(`kinds.${row.kind}`)}</Badge>
          {row.kind === "rent" && row.isSpot && <Badge tone="warn">{t("spot")}</Badge>}
        </span>
        <span className="max-w-64 text-12 font-normal wrap-anywhere whitespace-normal text-muted">
          {row.kind === "rent"
            ? `${row.providerName} · ${placeOf(row, locale) ?? t("regionUnknown")}`
            : row.upToTokens === null
              ? row.modelRaw
              : t("upTo", { name: row.modelRaw, tokens: formatNumber(row.upToTokens, locale) })}
        </span>
      </span>
    </span>
  );
}

function placeOf({ region, countryCode }: RentalRow, locale: Locale): string | null {
  return region === null
    ? countryCode && countryName(countryCode, locale)
    : regionName(region, countryCode, locale);
}

/** The price as its provider quotes it, with source and age. */
export function QuotedPrice({ row }: { row: ComparisonRow }) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  return (
    <span className="flex flex-col items-start gap-0.5">
      {row.kind === "rent" ? (
        <span className="tabular">
          {formatPrice(row.microUsdPerGpuHour, locale)}
          <span className="text-12 text-faint">{t("perGpuHour")}</span>
        </span>
      ) : (
        <TokenPrices row={row} />
      )}
      <SourceAge source={row.source} observedAt={row.observedAt} listedOn={row.listedOn} />
    </span>
  );
}

function TokenPrices({ row: { inputMicroUsd, outputMicroUsd, cachedInputMicroUsd } }: { row: CallRow }) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  return (
    <span
      className="tabular flex flex-wrap gap-x-2 [&>span]:whitespace-nowrap"
      title={
        cachedInputMicroUsd === null
          ? undefined
          : t("cachedIn", { price: formatPrice(cachedInputMicroUsd, locale) })
      }
    >
      <span>{t("in", { price: formatPrice(inputMicroUsd, locale) })}</span>
      <span>
        {t("out", { price: formatPrice(outputMicroUsd, locale) })}{" "}
        <span className="text-12 text-faint">{t("perMillion")}</span>
      </span>
    </span>
  );
}

/** Output tokens per second: for a machine an estimate with its range and sources, for a call the published figure. */
export function Speed({ row }: { row: ComparisonRow }) {
  return row.kind === "rent" ? <EstimatedSpeed row={row} /> : <PublishedSpeed row={row} />;
}

function EstimatedSpeed({ row: { throughput } }: { row: RentalRow }) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  const { outputTokensPerSecond: speed, streamTokensPerSecond: stream } = throughput;
  const range = formatRange(formatSpeed(speed.low, locale), formatSpeed(speed.high, locale));
  return (
    <span className="flex flex-col items-end gap-0.5">
      <span className="tabular">
        {formatSpeed(speed.expected, locale)} <span className="text-12 text-faint">{range}</span>
      </span>
      <details className="text-right font-sans">
        <summary className="touch-target inline-flex list-none items-center gap-1.5 rounded-control [&::-webkit-details-marker]:hidden">
          <PerStream speed={stream} />
          <SourceBadge source="estimate">{t("estimate")}</SourceBadge>
        </summary>
        <EstimateSource throughput={throughput} />
      </details>
    </span>
  );
}

/** The data-sheet figures behind an estimate, with links to the sheets, and the layout that it assumes. */
function EstimateSource({ throughput: { layout, batch, sheet } }: Pick<RentalRow, "throughput">) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  return (
    <span className="mt-1 block w-56 text-left text-12 whitespace-normal text-muted">
      {t.rich("sheet", {
        bandwidth: formatNumber(sheet.memoryBandwidthGBps, locale),
        tflops: formatNumber(sheet.tflops, locale, 1),
        precision: sheet.precision,
        title: sheet.source.title,
        link: (text) => (
          <a href={sheet.source.url} rel="noreferrer" className="text-accent underline">
            {text}
          </a>
        ),
      })}{" "}
      {t("layout", {
        copies: layout.copies,
        gpus: layout.gpusPerCopy,
        batch: formatNumber(batch, locale),
      })}
    </span>
  );
}

function PerStream({ speed }: { speed: number }) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  return (
    <span className="font-sans text-12 text-muted">
      {t.rich("perStream", {
        speed: formatSpeed(speed, locale),
        figure: (text) => <span className="tabular">{text}</span>,
      })}
    </span>
  );
}

function PublishedSpeed({ row }: { row: CallRow }) {
  const t = useTranslations("rentOrCall.list");
  if (row.streamTokensPerSecond === null) return <Unknown label={t("unknownSpeed")} />;
  return (
    <span className="flex flex-col items-end gap-0.5">
      <PerStream speed={row.streamTokensPerSecond} />
      <Badge>{t("published")}</Badge>
    </span>
  );
}

type CostProps = { row: ComparisonRow; per: "million" | "month" };

/** Expected cost with the range of the estimate below it; the cost of a call is exact. */
export function Cost({ row, per }: CostProps) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  const cost = per === "million" ? row.microUsdPerMillionTokens : row.microUsdPerMonth;
  const format = per === "million" ? formatPrice : formatAmount;
  const range = formatRange(format(cost.low, locale), format(cost.high, locale));
  return (
    <span className="flex flex-col items-end">
      <span className="tabular text-14 font-medium">{format(cost.expected, locale)}</span>
      <span className="tabular text-12 text-faint">{row.kind === "call" ? t("exact") : range}</span>
    </span>
  );
}

/** What the monthly cost consists of, and further notes. */
export function Included({ row }: { row: ComparisonRow }) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  const paid = Object.entries(row.landed.parts).filter(([, amount]) => amount > 0);
  const prices = formatAmountParts(
    paid.map(([, amount]) => amount),
    row.microUsdPerMonth.expected,
    locale,
  );
  const parts = paid.map(([part], index) => t(`parts.${part as PartName}`, { price: prices[index] ?? "" }));
  return (
    <span className="flex flex-col text-12 text-muted">
      {row.kind === "rent" && (
        <span>
          {t("machines", {
            count: row.landed.machines.expected,
            idle: formatShare(1 - row.landed.busyShare, locale),
          })}
        </span>
      )}
      <span>{parts.join(" · ")}</span>
      <Notes row={row} />
    </span>
  );
}

/** `parts` of either kind; Object.entries loses the key types. */
type PartName = keyof RentalRow["landed"]["parts"] | keyof CallRow["landed"]["parts"];

function Notes({ row }: { row: ComparisonRow }) {
  const t = useTranslations("rentOrCall.list.notes");
  if (row.notes.length === 0) return null;
  return (
    <ul className="flex flex-col text-text">
      {row.notes.map((note) => (
        <li
          key={note}
          className={note === "speed_missed" || note === "unavailable" ? "text-warn" : undefined}
        >
          {t(note)}
        </li>
      ))}
    </ul>
  );
}
