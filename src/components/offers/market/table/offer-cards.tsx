"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { formatGib, formatNumber } from "@/components/format/number";
import { SourceAge } from "@/components/format/source-age";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button-style";
import { Checkbox } from "@/components/ui/checkbox";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Skeleton } from "@/components/ui/skeleton";
import { HeldPriceLine } from "../../held-price";
import { isKept, type LivePrice } from "../live/live-price";
import { feedOf } from "../live/live-state";
import { PriceCell } from "../live/price-cell";
import type { LiveMarket } from "../live/use-live-market";
import type { Hit } from "../types";
import { Availability } from "./availability";
import { offerName } from "./offer-name";
import { type RowWords, useRowWords } from "./row-words";

/** A card with its gap, before it is measured. */
const CARD_HEIGHT_PX = 182;

type OfferCardsProps = {
  total: number;
  hitAt: (index: number) => Hit | null;
  onInSight: (from: number, to: number) => void;
  live: LiveMarket;
  compared: readonly string[];
  onCompare: (id: string) => void;
};

/** The table of a phone: one card an offer, scrolled with the page. */
export function OfferCards({ total, hitAt, onInSight, live, compared, onCompare }: OfferCardsProps) {
  const t = useTranslations("offers");
  const words = useRowWords();
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setMargin(Math.round(top + window.scrollY));
  }, []);
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => CARD_HEIGHT_PX,
    overscan: 4,
    gap: 8,
    scrollMargin: margin,
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onInSight(startIndex, endIndex));
  return (
    <ul ref={list} aria-label={t("table")} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const hit = hitAt(index);
        return (
          <li
            key={hit?.id ?? index}
            ref={virtual.measureElement}
            data-index={index}
            data-offer={hit?.id}
            aria-setsize={total}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {hit ? (
              <OfferCard
                hit={hit}
                live={live.priceOf(hit.id)}
                observedAt={live.seenAt.get(feedOf(hit)) ?? hit.observedAt}
                words={words}
                isCompared={compared.includes(hit.id)}
                onCompare={onCompare}
              />
            ) : (
              <Skeleton className="h-44" />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type OfferCardProps = {
  hit: Hit;
  live: LivePrice | null;
  observedAt: string | null;
  words: RowWords;
  isCompared: boolean;
  onCompare: (id: string) => void;
};

function OfferCard({ hit, live, observedAt, words, isCompared, onCompare }: OfferCardProps) {
  const t = useTranslations("offers");
  const units = useTranslations("source");
  const name = offerName(hit, words.locale);
  const place = hit.region ?? (hit.countryCode ? words.country(hit.countryCode) : t("placeUnknown"));
  return (
    <article className="rounded-card border bg-surface p-3">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-16">{name}</h2>
          <p className="mt-0.5 flex items-center gap-1.5 text-13 text-muted">
            <ProviderMonogram slug={hit.provider} name={hit.providerName} size={18} />
            <span className="truncate">
              {hit.providerName} · {place}
            </span>
          </p>
        </div>
        <p className="relative shrink-0 rounded-control text-right">
          <span className="text-20">
            <PriceCell microUsdPerGpuHour={hit.microUsdPerGpuHour} live={live} decimals={0} />
          </span>
          <span className="text-12 text-faint">{units("perGpuHour")}</span>
          <span className="block text-12 text-muted">
            <PriceCell
              microUsdPerGpuHour={hit.microUsdPerGpuHour}
              live={live}
              times={hit.gpuCount}
              decimals={0}
            />
            {t("perHour")}
          </span>
        </p>
      </div>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-muted">
        <span className="tabular">{t("cardVram", { gib: formatGib(hit.vramGib, words.locale) })}</span>
        {hit.vcpus !== null && (
          <span className="tabular">{t("cardVcpus", { count: formatNumber(hit.vcpus, words.locale) })}</span>
        )}
        {hit.ramGib !== null && (
          <span className="tabular">{t("cardRam", { gib: formatNumber(hit.ramGib, words.locale) })}</span>
        )}
        {hit.isSpot && <Badge tone="warn">{words.spot}</Badge>}
        <Availability stock={hit.availability} />
      </p>
      {hit.heldPrice !== null && isKept(hit, live) && <HeldPriceLine held={hit.heldPrice} />}
      <div className="mt-1 flex items-center gap-2">
        <SourceAge source={hit.source} observedAt={observedAt} listedOn={hit.listedOn} />
        <span className="tabular ml-auto text-12 text-faint">#{hit.rank}</span>
      </div>
      <div className="mt-2 flex items-center justify-between gap-2 border-t pt-2">
        <Checkbox
          checked={isCompared}
          onChange={() => onCompare(hit.id)}
          aria-label={words.compare(`${hit.providerName}, ${name}`)}
          className="min-h-11 pr-3"
        >
          {t("compare")}
        </Checkbox>
        <Link href={`/offers/${hit.id}`} prefetch={false} className={`${buttonStyle("plain")} h-11!`}>
          {t("open")}
        </Link>
      </div>
    </article>
  );
}
