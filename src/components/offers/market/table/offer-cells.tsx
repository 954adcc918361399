"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { formatMicroPrice, formatReliability, formatScore } from "@/components/format/format-fixed";
import { formatGib, formatNumber } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { SourceAge } from "@/components/format/source-age";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { microUsd } from "@/domain/money";
import { microUsdPerTflopHour } from "@/domain/price/kpi";
import { HeldPriceMark } from "../../held-price";
import { isKept, type LivePrice, shownPrice } from "../live/live-price";
import { PriceCell } from "../live/price-cell";
import type { Hit } from "../types";
import { Availability } from "./availability";
import type { ColumnId } from "./columns";
import type { RowWords } from "./row-words";

export type CellProps = { hit: Hit; live: LivePrice | null; observedAt: string | null; words: RowWords };

/** What stands in each column of a row, the first (rank, compare) apart: it belongs to the row. */
export const cells: Record<Exclude<ColumnId, "rank">, (props: CellProps) => ReactNode> = {
  provider: ({ hit }) => (
    <span className="flex min-w-0 items-center gap-2" title={hit.providerName}>
      <ProviderMonogram slug={hit.provider} name={hit.providerName} size={18} />
      <span className="truncate">{hit.providerName}</span>
    </span>
  ),
  region: ({ hit, words }) => <Region hit={hit} words={words} />,
  instance: ({ hit }) => (
    <span className="tabular block truncate text-12 text-muted" title={hit.instanceType}>
      {hit.instanceType}
    </span>
  ),
  gpu: ({ hit, words }) => (
    <Link
      href={`/offers/${hit.id}`}
      prefetch={false}
      title={hit.gpuRaw}
      className="block truncate rounded-[3px] font-medium underline-offset-2 hover:underline"
    >
      <span className="tabular font-normal text-muted">
        {formatNumber(hit.gpuCount, words.locale, 3)}&thinsp;×&thinsp;
      </span>
      {hit.gpuName}
    </Link>
  ),
  vram: ({ hit, words }) => formatGib(hit.vramGib, words.locale),
  vcpus: ({ hit, words }) => figure(hit.vcpus, words),
  ram: ({ hit, words }) => figure(hit.ramGib, words),
  disk: ({ hit, words }) => figure(hit.diskGib, words),
  spot: ({ hit, words }) =>
    hit.isSpot ? <span className="text-warn">{words.spot}</span> : <NotSpot words={words} />,
  availability: ({ hit }) => <Availability stock={hit.availability} />,
  price: ({ hit, live }) => (
    <>
      {hit.heldPrice !== null && isKept(hit, live) && <HeldPriceMark held={hit.heldPrice} />}
      <PriceCell microUsdPerGpuHour={hit.microUsdPerGpuHour} live={live} />
    </>
  ),
  hourly: ({ hit, live }) => <HourlyPrice hit={hit} live={live} />,
  reliability: ({ hit, words }) =>
    hit.reliability === null ? (
      <Unknown label={words.unknown} />
    ) : (
      formatReliability(hit.reliability, words.locale)
    ),
  network: ({ hit, words }) => <Network hit={hit} words={words} />,
  egress: ({ hit, words }) => price(hit.microUsdPerGibEgress, words),
  diskPrice: ({ hit, words }) => price(hit.microUsdPerGibMonthDisk, words),
  tflop: ({ hit, live, words }) => <PerTflop hit={hit} live={live} words={words} />,
  score: ({ hit, words }) => (
    <span title={hit.dominatedBy === null ? words.pareto : words.dominated}>
      {formatScore(hit.score, words.locale)}
    </span>
  ),
  updated: ({ hit, observedAt }) => (
    <SourceAge source={hit.source} observedAt={observedAt} listedOn={hit.listedOn} />
  ),
};

function figure(value: number | null, { locale, unknown }: RowWords): ReactNode {
  return value === null ? <Unknown label={unknown} /> : formatNumber(value, locale);
}

function price(microUsdEach: number | null, { locale, unknown }: RowWords): ReactNode {
  return microUsdEach === null ? (
    <Unknown label={unknown} />
  ) : (
    <PriceFigure parts={priceParts(microUsdEach, locale)} />
  );
}

function HourlyPrice({ hit, live }: Pick<CellProps, "hit" | "live">) {
  return <PriceCell microUsdPerGpuHour={hit.microUsdPerGpuHour} live={live} times={hit.gpuCount} />;
}

function PerTflop({ hit, live, words }: Pick<CellProps, "hit" | "live" | "words">) {
  if (hit.fp16Tflops === null) return <Unknown label={words.unknown} />;
  const { microUsdPerGpuHour } = shownPrice(hit.microUsdPerGpuHour, live);
  return formatMicroPrice(microUsdPerTflopHour(microUsd(microUsdPerGpuHour), hit.fp16Tflops), words.locale);
}

function NotSpot({ words }: { words: RowWords }) {
  return (
    <span className="text-faint">
      <span aria-hidden="true">·</span>
      <span className="sr-only">{words.onDemand}</span>
    </span>
  );
}

function Region({ hit, words }: Pick<CellProps, "hit" | "words">) {
  const country = hit.countryCode ? words.country(hit.countryCode) : null;
  const place = hit.region ?? country;
  if (place === null) return <Unknown label={words.unknown} />;
  return (
    <span className="block truncate text-muted" title={[hit.region, country].filter(Boolean).join(" · ")}>
      {place}
    </span>
  );
}

function Network({ hit, words }: Pick<CellProps, "hit" | "words">) {
  if (hit.networkDownMbps === null && hit.networkUpMbps === null) return <Unknown label={words.unknown} />;
  return (
    <>
      {figure(hit.networkDownMbps, words)}
      <span className="text-faint"> / </span>
      {figure(hit.networkUpMbps, words)}
    </>
  );
}
