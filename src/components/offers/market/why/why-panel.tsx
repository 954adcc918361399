"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { formatPoints } from "@/components/format/format-fixed";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { buttonStyle } from "@/components/ui/button-style";
import { CopyButton } from "@/components/ui/copy-button";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { useOfferLinks } from "../../offer-links";
import { ScoreQuestion } from "../../question/score-question";
import { QueryError } from "../query-error";
import type { Against, Why } from "../types";
import { keptHrefFor, queryOf } from "../use-market-url";
import { HowMeasured } from "./how-measured";
import { PointsTable } from "./points-table";
import { PriceSwitch, SwitchPrice } from "./price-switch";
import { RankingPrices } from "./ranking-prices";
import { useWhyNames, type WhyName } from "./use-why-names";
import { WeightSwitches } from "./weight-switches";
import { WhySentence } from "./why-sentence";

type WhyPanelProps = { search: OfferSearch; offerId: string | null };

/** Why one offer stands where it does in the order on the screen, and what would change that. */
export function WhyPanel({ search, offerId }: WhyPanelProps) {
  const t = useTranslations("offers.why");
  const { data, error, refetch, isPlaceholderData } = useExplanation(search, offerId);
  if (search.group !== null) return <Message text={t("grouped")} />;
  if (error) return <QueryError error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <WhySkeleton label={t("loading")} />;
  if (data === null) return <Message text={t("nothing")} />;
  return (
    <div className={isPlaceholderData ? "opacity-60 transition-opacity" : "transition-opacity"}>
      <Explanation why={data} search={search} />
    </div>
  );
}

function Message({ text }: { text: string }) {
  return (
    <Part>
      <p className="text-13 text-muted">{text}</p>
    </Part>
  );
}

/** The explanation of an offer in a search; the panel and its frame share one answer. */
export function useExplanation(search: OfferSearch, offerId: string | null) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.ranking.explain.queryOptions({ search: queryOf(search), offerId }),
    placeholderData: keepPreviousData,
  });
}

function Explanation({ why, search }: { why: Why; search: OfferSearch }) {
  const t = useTranslations("offers.why");
  const [nameOf, links] = [useWhyNames(why), useOfferLinks()];
  const [wanted, setWanted] = useState<Against["as"]>("first");
  const against = why.against.find(({ as }) => as === wanted) ?? why.against[0] ?? null;
  const isByScore = why.order === "score" && !why.isDescending;
  return (
    <>
      <Part>
        <Head why={why} name={nameOf(why.offer.id)} search={search} />
        <div className="mt-3">
          <WhySentence why={why} against={against} />
        </div>
        {why.against.length > 1 && (
          <div className="mt-3">
            <Segmented
              label={t("against")}
              name="against"
              options={why.against.map(({ as, offer }) => ({
                value: as,
                label: t("againstPlace", { place: offer.place, provider: offer.providerName }),
              }))}
              value={against?.as ?? null}
              onChange={setWanted}
            />
          </div>
        )}
        {against && <Rival against={against} name={nameOf(against.offer.id)} />}
      </Part>
      {against && isByScore && !why.offer.isPast && (
        <Part>
          <PointsTable why={why} against={against} />
          <RankingPrices why={why} against={against} />
        </Part>
      )}
      {why.switchInPriceOrder !== null && (
        <Part>
          <SwitchPrice offer={why.offer} at={why.switchInPriceOrder} />
        </Part>
      )}
      {why.price && (
        <Part>
          <PriceSwitch why={why} rival={nameOf(why.against[0]?.offer.id ?? "").seller} />
          <div className="mt-3">
            <WeightSwitches why={why} nameOf={nameOf} />
          </div>
        </Part>
      )}
      <Part>
        <HowMeasured why={why} />
        <div className="mt-2 flex flex-wrap gap-2">
          {against && (
            <Link
              href={links.compare([why.offer.id, against.offer.id])}
              prefetch={false}
              className={buttonStyle("plain", "compact")}
            >
              {t("compareBoth")}
            </Link>
          )}
          <CopyButton
            text={absolute(keptHrefFor(search, why.offer.id))}
            label={t("copy")}
            copiedLabel={t("copied")}
          />
        </div>
      </Part>
    </>
  );
}

type HeadProps = { why: Why; name: WhyName; search: OfferSearch };

function Head({ why: { offer, sharedWith }, name, search }: HeadProps) {
  const t = useTranslations("offers.why");
  const [locale, links] = [useCurrentLocale(), useOfferLinks()];
  return (
    <div className="flex items-start gap-3">
      <ProviderMonogram slug={offer.provider} name={offer.providerName} size={32} />
      <div className="min-w-0 flex-1">
        <Link
          href={links.offer(offer.id)}
          prefetch={false}
          className="block text-14 font-medium wrap-anywhere underline-offset-2 hover:underline"
        >
          {name.seller}
        </Link>
        <p className="text-12 text-muted">{name.machine}</p>
        {(sharedWith > 0 || offer.rank !== offer.place) && (
          <p className="text-12 text-muted">{t("scoreRank", { rank: offer.rank, count: sharedWith })}</p>
        )}
        <p className="text-12 text-muted">
          <ScoreQuestion search={search} href={keptHrefFor(search, offer.id)} isNamed />
        </p>
      </div>
      <p className="text-right">
        <span className="tabular text-16 font-medium">{formatPoints(offer.score, locale)}</span>
        <span className="block text-12 text-muted">{t("of100")}</span>
      </p>
    </div>
  );
}

function Rival({ against, name }: { against: Against; name: WhyName }) {
  const t = useTranslations("offers.why");
  return (
    <p className="mt-2 text-12 text-muted">
      {t("rival", { place: against.offer.place, offer: `${name.seller}, ${name.machine}` })}
    </p>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <section className="border-t px-4 py-3.5 first:border-t-0">{children}</section>;
}

function absolute(path: string): string {
  return typeof window === "undefined" ? path : new URL(path, window.location.origin).href;
}

function WhySkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-4 p-4">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-12" />
      <Skeleton className="h-10" />
      <Skeleton className="h-48" />
      <Skeleton className="h-28" />
    </div>
  );
}
