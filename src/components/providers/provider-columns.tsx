"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { CountFigure, SinceFigure, UptimeFigure } from "@/components/status/feeds/feed-figures";
import { FeedState } from "@/components/status/feeds/feed-state";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { AbilityMark } from "./ability-mark";
import { PriceKind } from "./price-kind";
import { type Profile, sellsGpus } from "./profile";

type More = Partial<DataColumn<Profile>>;

/** Columns of the list of providers: how each feed fares, what it sells, and what can be done by its API. */
export function useProviderColumns(): readonly DataColumn<Profile>[] {
  const t = useTranslations("providers.columns");
  const fact: More = { card: { slot: "fact" } };
  const figure: More = { ...fact, isNumber: true };
  const mark: More = { isCentered: true };
  return [
    column("provider", t("provider"), (profile) => <ProviderLink profile={profile} />, {
      isSticky: true,
      card: { slot: "title" },
    }),
    column("state", t("state"), (profile) => <FeedState feed={profile} />, { card: { slot: "aside" } }),
    column(
      "lastSuccess",
      t("lastSuccess"),
      ({ lastSuccessAt }) => <SinceFigure at={lastSuccessAt} />,
      figure,
    ),
    column(
      "uptime",
      t("uptime"),
      (feed) => <UptimeFigure share={feed.uptime30d} since={feed.watchedSince} days={30} />,
      figure,
    ),
    column("offers", t("offers"), ({ offers }) => <CountFigure count={offers} />, figure),
    column("models", t("models"), ({ tokenOffers }) => <CountFigure count={tokenOffers} />, figure),
    column("gpuHour", t("gpuHour"), (profile) => <PriceKind profile={profile} unit="gpuHour" />, fact),
    column(
      "millionTokens",
      t("millionTokens"),
      (profile) => <PriceKind profile={profile} unit="millionTokens" />,
      fact,
    ),
    column(
      "stock",
      t("stock"),
      (profile) => <AbilityMark has={sellsGpus(profile) && profile.abilities?.hasStock === true} />,
      mark,
    ),
    column("spot", t("spot"), ({ abilities }) => <AbilityMark has={abilities?.hasSpot === true} />, mark),
    column("launch", t("launch"), ({ abilities }) => <AbilityMark has={abilities?.rents != null} />, mark),
    column("stop", t("stop"), ({ abilities }) => <AbilityMark has={abilities?.canStop === true} />, mark),
  ];
}

function ProviderLink({ profile }: { profile: Profile }) {
  return (
    <Link
      href={`/providers/${profile.provider}`}
      prefetch={false}
      className="inline-flex items-center gap-2 font-medium underline-offset-2 touch-target hover:underline"
    >
      <ProviderMonogram slug={profile.provider} name={profile.name} size={24} />
      {profile.name}
    </Link>
  );
}
