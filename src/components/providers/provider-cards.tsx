"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { CountFigure, SinceFigure, UptimeFigure } from "@/components/status/feeds/feed-figures";
import { FeedState } from "@/components/status/feeds/feed-state";
import { Card } from "@/components/ui/card";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { PriceKind } from "./price-kind";
import type { Profile } from "./profile";

/** The same as the table, one card a provider, below 1024 px. */
export function ProviderCards({ profiles }: { profiles: readonly Profile[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:hidden">
      {profiles.map((profile) => (
        <li key={profile.provider} data-provider={profile.provider}>
          <ProviderCard profile={profile} />
        </li>
      ))}
    </ul>
  );
}

function ProviderCard({ profile }: { profile: Profile }) {
  const t = useTranslations("providers.columns");
  const rows = [
    ["lastSuccess", <SinceFigure key="at" at={profile.lastSuccessAt} />],
    ["uptime", <UptimeFigure key="up" share={profile.uptime30d} />],
    ["offers", <CountFigure key="count" count={profile.offers} />],
    ["models", <CountFigure key="models" count={profile.tokenOffers} />],
    ["gpuHour", <PriceKind key="hour" profile={profile} unit="gpuHour" />],
    ["millionTokens", <PriceKind key="tokens" profile={profile} unit="millionTokens" />],
  ] as const;
  return (
    <Card className="flex h-full flex-col gap-3 p-4">
      <h2 className="flex flex-wrap items-center justify-between gap-2 text-14 font-medium">
        <Link
          href={`/providers/${profile.provider}`}
          prefetch={false}
          className="inline-flex items-center gap-2 underline-offset-2 hover:underline touch-target"
        >
          <ProviderMonogram slug={profile.provider} name={profile.name} size={24} />
          {profile.name}
        </Link>
        <FeedState feed={profile} />
      </h2>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1.5 text-13">
        {rows.map(([name, figure]) => (
          <div key={name} className="flex items-baseline justify-between gap-2">
            <dt className="text-12 text-faint">{t(name)}</dt>
            <dd className="shrink-0 whitespace-nowrap">{figure}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
