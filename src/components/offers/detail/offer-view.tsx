"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import type { Gpu } from "@/domain/gpu/gpu";
import { type OfferSearch, writeSearch } from "@/domain/offer/offer-search";
import { HeldPriceNotice } from "../held-price";
import { useOfferLinks } from "../offer-links";
import { ApiRequest } from "./api-request";
import { FactTable } from "./fact-table";
import { GoneNotice } from "./gone-notice";
import { OfferHeader } from "./offer-header";
import { PeakPrices } from "./peak-prices";
import { PriceHistory } from "./price-history/price-history";
import { ScoreCard } from "./score-card";
import { StickyPrice } from "./sticky-price";

type OfferViewProps = {
  id: string;
  /** What the score depends on. */
  search: OfferSearch;
  /** Scheme and host of this site, for the API request to copy. */
  origin: string;
  /** null = a GPU that is not in our table. */
  gpu: Gpu | null;
  /** null = no data sheet that we could verify. */
  sheet: Benchmark | null;
  website: string | null;
};

/** Everything known about one offer, kept up to date while the page is open. */
export function OfferView({ id, search, origin, gpu, sheet, website }: OfferViewProps) {
  const [t, links] = [useTranslations("offer"), useOfferLinks()];
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: offer } = useSuspenseQuery(
    trpc.offers.byId.queryOptions({ id, search: Object.fromEntries(writeSearch(search)) }),
  );
  useFreshOnEvents({
    concerns: (event) => event.provider === offer.provider && event.source === offer.feedSource,
    refresh: () => {
      void queries.invalidateQueries(trpc.offers.byId.queryFilter({ id }));
      void queries.invalidateQueries(trpc.prices.ofOffer.queryFilter());
    },
  });
  return (
    <article className="flex flex-col gap-4 pb-16 sm:pb-0">
      <nav aria-label={t("path")} className="text-13 text-muted">
        <ol className="flex flex-wrap items-center gap-x-2">
          <li>
            <Link
              href={links.market()}
              className="inline-flex items-center hover:text-text hover:underline touch-target"
            >
              {t("market")}
            </Link>
          </li>
          <li aria-hidden="true">/</li>
          <li>
            <Link
              href={links.marketFor({ gpu: [offer.gpuId] })}
              className="inline-flex items-center hover:text-text hover:underline touch-target"
            >
              {offer.gpuName}
            </Link>
          </li>
        </ol>
      </nav>
      {offer.goneAt !== null && <GoneNotice goneAt={offer.goneAt} validity={offer.validity} />}
      {offer.heldPrice !== null && <HeldPriceNotice held={offer.heldPrice} />}
      <OfferHeader offer={offer} website={website} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <PriceHistory offer={offer} />
          <FactTable offer={offer} gpu={gpu} sheet={sheet} website={website} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ScoreCard offer={offer} search={search} />
          <PeakPrices offer={offer} sheet={sheet} />
          {/* The API answers with what is offered. */}
          {offer.goneAt === null && <ApiRequest offer={offer} origin={origin} />}
        </div>
      </div>
      <StickyPrice offer={offer} website={website} />
    </article>
  );
}
