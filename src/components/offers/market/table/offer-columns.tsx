"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { formatPoints, formatReliability } from "@/components/format/format-fixed";
import { formatGib, formatNumber } from "@/components/format/number";
import { Badge } from "@/components/ui/badge";
import type { DataColumn } from "@/components/ui/data-table/column";
import { Unknown } from "@/components/ui/figure";
import { PriceCell } from "../live/price-cell";
import type { Hit } from "../types";
import { changeView } from "../use-market-url";
import { Availability } from "./availability";
import { type ColumnId, columnIds, columns, hasUnit } from "./columns";
import {
  Age,
  AgeLine,
  CardPrice,
  figure,
  GpuLink,
  HeldPriceNotice,
  Network,
  NotSpot,
  PerTflop,
  Place,
  Provider,
  price,
  Seller,
  twoLines,
} from "./offer-cells";
import { offerName } from "./offer-name";
import { type RowWords, useRowWords } from "./row-words";

/** Columns of the market. Prices and ages change while they are looked at; their cells hear of it by themselves. */
export function useOfferColumns(): readonly DataColumn<Hit>[] {
  const [t, words] = [useTranslations("offers"), useRowWords()];
  return useMemo(() => {
    const looks = looksIn(words);
    return columnIds.map((id) => ({
      ...columns[id],
      ...looks[id],
      id,
      heading: t(`columns.${id}.name`),
      title: t(`columns.${id}.title`),
      unit: hasUnit(id) ? t(`columnUnits.${id}`) : undefined,
    }));
  }, [t, words]);
}

type Look = Pick<DataColumn<Hit>, "cell" | "card">;

/** What stands in each column of a row and where on a card. */
function looksIn(words: RowWords): Record<ColumnId, Look> {
  return {
    rank: {
      cell: ({ place, mayBeBest }) => (
        <span className={place === 1 && mayBeBest ? "font-medium text-accent" : "text-muted"}>{place}</span>
      ),
    },
    provider: {
      cell: (hit) => <Provider hit={hit} />,
      card: { slot: "subtitle", cell: (hit) => <Seller hit={hit} words={words} /> },
    },
    region: { cell: (hit) => <Place hit={hit} words={words} /> },
    instance: {
      cell: ({ instanceType }) => (
        <span className={`font-mono text-12 text-muted ${twoLines}`} title={instanceType}>
          {instanceType}
        </span>
      ),
    },
    gpu: {
      cell: (hit) => <GpuLink hit={hit} locale={words.locale} />,
      card: {
        slot: "title",
        cell: (hit) => <span className="block text-16 wrap-anywhere">{offerName(hit, words.locale)}</span>,
      },
    },
    vram: {
      cell: ({ vramGib }) => formatGib(vramGib, words.locale),
      card: {
        slot: "tag",
        cell: ({ vramGib }) => (
          <span className="tabular">{words.vram(formatGib(vramGib, words.locale))}</span>
        ),
      },
    },
    vcpus: {
      cell: ({ vcpus }) => figure(vcpus, words),
      card: {
        slot: "tag",
        cell: ({ vcpus }) =>
          vcpus === null ? null : (
            <span className="tabular">{words.vcpus(formatNumber(vcpus, words.locale))}</span>
          ),
      },
    },
    ram: {
      cell: ({ ramGib }) => figure(ramGib, words),
      card: {
        slot: "tag",
        cell: ({ ramGib }) =>
          ramGib === null ? null : (
            <span className="tabular">{words.ram(formatNumber(ramGib, words.locale))}</span>
          ),
      },
    },
    disk: { cell: ({ diskGib }) => figure(diskGib, words) },
    spot: {
      cell: ({ isSpot }) =>
        isSpot ? <span className="text-warn">{words.spot}</span> : <NotSpot words={words} />,
      card: { slot: "tag", cell: ({ isSpot }) => (isSpot ? <Badge tone="warn">{words.spot}</Badge> : null) },
    },
    availability: {
      cell: ({ availability }) => <Availability stock={availability} />,
      card: {
        slot: "tag",
        // A card has no heading that would say of what a dash is unknown.
        cell: ({ availability }) =>
          availability === "unknown" ? words.stockUnknown : <Availability stock={availability} />,
      },
    },
    price: {
      cell: (hit) => (
        <>
          <HeldPriceNotice hit={hit} />
          <PriceCell hit={hit} />
        </>
      ),
      card: { slot: "aside", cell: (hit) => <CardPrice hit={hit} perHour={words.perHour} /> },
    },
    hourly: { cell: (hit) => <PriceCell hit={hit} of="microUsdPerMachineHour" /> },
    reliability: {
      cell: ({ reliability }) =>
        reliability === null ? (
          <Unknown label={words.unknown} />
        ) : (
          formatReliability(reliability, words.locale)
        ),
    },
    network: { cell: (hit) => <Network hit={hit} words={words} /> },
    egress: { cell: ({ microUsdPerGibEgress }) => price(microUsdPerGibEgress, words) },
    diskPrice: { cell: ({ microUsdPerGibMonthDisk }) => price(microUsdPerGibMonthDisk, words) },
    tflop: { cell: (hit) => <PerTflop hit={hit} words={words} /> },
    score: {
      cell: ({ id, score, rank, dominatedBy }) => (
        <button
          type="button"
          title={`${words.scoreRank(rank)} ${words.why} ${dominatedBy === null ? words.pareto : words.dominated}`}
          onClick={() => changeView({ why: id }, "push")}
          className="tabular rounded-[3px] underline-offset-2 hover:underline touch-target"
        >
          {formatPoints(score, words.locale)}
        </button>
      ),
    },
    scoreRank: { cell: ({ rank }) => <span className="text-muted">{rank}</span> },
    updated: {
      cell: (hit) => <Age hit={hit} />,
      card: { slot: "footer", cell: (hit) => <AgeLine hit={hit} /> },
    },
  };
}
