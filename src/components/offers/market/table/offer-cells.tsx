"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { formatMicroPrice } from "@/components/format/format-fixed";
import { formatNumber } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { SourceAge } from "@/components/format/source-age";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { microUsd } from "@/domain/money";
import { microUsdPerTflopHour } from "@/domain/price/kpi";
import type { Locale } from "@/locale/locales";
import { HeldPriceLine, HeldPriceMark } from "../../held-price";
import { useOfferLinks } from "../../offer-links";
import { isKept, shownPrice } from "../live/live-price";
import { useLivePrice, useObservedAt } from "../live/live-rows";
import { PriceCell } from "../live/price-cell";
import type { Hit } from "../types";
import { changeView } from "../use-market-url";
import type { RowWords } from "./row-words";

/** Of what tells offers apart nothing is cut: it goes on in a second line, for which the lowest row has space. */
export const twoLines = "line-clamp-2 whitespace-normal leading-[0.9375rem] wrap-anywhere";

type HitProps = { hit: Hit };
type WordsProps = HitProps & { words: RowWords };

export function figure(value: number | null, { locale, unknown }: RowWords): ReactNode {
  return value === null ? <Unknown label={unknown} /> : formatNumber(value, locale);
}

export function price(microUsdEach: number | null, { locale, unknown }: RowWords): ReactNode {
  return microUsdEach === null ? (
    <Unknown label={unknown} />
  ) : (
    <PriceFigure parts={priceParts(microUsdEach, locale)} />
  );
}

export function Provider({ hit: { provider, providerName } }: HitProps) {
  return (
    <span className="flex min-w-0 items-center gap-2" title={providerName}>
      <ProviderMonogram slug={provider} name={providerName} size={18} />
      <span className={twoLines}>{providerName}</span>
    </span>
  );
}

/** On a card: who rents it out, and where. */
export function Seller({ hit: { provider, providerName, region, countryCode }, words }: WordsProps) {
  const country = countryCode ? words.country(countryCode) : words.placeUnknown;
  const place = region === null ? country : words.region(region, countryCode);
  return (
    <span className="mt-0.5 flex items-start gap-1.5 text-13">
      <ProviderMonogram slug={provider} name={providerName} size={18} />
      <span className="wrap-anywhere">
        {providerName} · {place}
      </span>
    </span>
  );
}

export function Place({ hit, words }: WordsProps) {
  const country = hit.countryCode ? words.country(hit.countryCode) : null;
  const place = hit.region === null ? country : words.region(hit.region, hit.countryCode);
  if (place === null) return <Unknown label={words.unknown} />;
  return (
    <span
      className={`text-muted ${twoLines}`}
      title={[...new Set([place, country])].filter(Boolean).join(" · ")}
    >
      {place}
    </span>
  );
}

export function GpuLink({ hit, locale }: HitProps & { locale: Locale }) {
  const links = useOfferLinks();
  return (
    <Link
      href={links.offer(hit.id)}
      prefetch={false}
      title={hit.gpuRaw}
      className={`rounded-[3px] font-medium underline-offset-2 hover:underline ${twoLines}`}
    >
      <span className="tabular font-normal text-muted">
        {formatNumber(hit.gpuCount, locale, 3)}&thinsp;×&thinsp;
      </span>
      {hit.gpuName}
    </Link>
  );
}

export function NotSpot({ words }: { words: RowWords }) {
  return (
    <span className="text-faint">
      <span aria-hidden="true">·</span>
      <span className="sr-only">{words.onDemand}</span>
    </span>
  );
}

/** That the price is held, until it has changed. */
export function HeldPriceNotice({ hit, isLine = false }: HitProps & { isLine?: boolean }) {
  const live = useLivePrice(hit);
  if (hit.heldPrice === null || !isKept(hit, live)) return null;
  return isLine ? <HeldPriceLine held={hit.heldPrice} /> : <HeldPriceMark held={hit.heldPrice} />;
}

/** On a card: the price of one GPU over that of the whole offer. */
export function CardPrice({ hit, perHour }: HitProps & { perHour: string }) {
  const units = useTranslations("source");
  return (
    <p className="relative rounded-control">
      <span className="text-20">
        <PriceCell hit={hit} decimals={0} />
      </span>
      <span className="text-12 text-faint">{units("perGpuHour")}</span>
      <span className="block text-12 text-muted">
        <PriceCell hit={hit} of="microUsdPerMachineHour" decimals={0} />
        {perHour}
      </span>
    </p>
  );
}

export function PerTflop({ hit, words }: WordsProps) {
  const live = useLivePrice(hit);
  if (hit.fp16Tflops === null) return <Unknown label={words.unknown} />;
  const shown = shownPrice(hit, live, "microUsdPerGpuHour");
  const rate = microUsdPerTflopHour(microUsd(shown.microUsd), hit.fp16Tflops);
  return `${hit.isLeast.throughput ? "≤ " : ""}${formatMicroPrice(rate, words.locale)}`;
}

export function Network({ hit, words }: WordsProps) {
  if (hit.networkDownMbps === null && hit.networkUpMbps === null) return <Unknown label={words.unknown} />;
  return (
    <>
      {figure(hit.networkDownMbps, words)}
      <span className="text-faint"> / </span>
      {figure(hit.networkUpMbps, words)}
    </>
  );
}

/** In a row, which has space for two lines: beside the day of a list, the age of its repetition would be a third. */
export function Age({ hit }: HitProps) {
  const [{ source, listedOn }, observedAt] = [hit, useObservedAt(hit)];
  return (
    <SourceAge
      source={source}
      observedAt={listedOn === null ? observedAt : null}
      listedOn={listedOn}
      isNarrow
      badgeClass={listedOn === null ? undefined : twoLineBadge}
    />
  );
}

const twoLineBadge = "h-auto! min-h-5 max-w-full px-1 whitespace-normal! leading-[0.875rem]!";

/** On a card: source and age, and the place at the other end, which says why. */
export function AgeLine({ hit }: HitProps) {
  const t = useTranslations("offers");
  return (
    <div className="flex items-center gap-2">
      <SourceAge source={hit.source} observedAt={useObservedAt(hit)} listedOn={hit.listedOn} />
      <button
        type="button"
        onClick={() => changeView({ why: hit.id }, "push")}
        className="ml-auto rounded-control text-12 text-muted underline underline-offset-2 touch-target"
      >
        <span className="tabular">#{hit.place}</span> · {t("whyHere")}
      </button>
    </div>
  );
}
