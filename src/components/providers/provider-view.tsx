"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { AbilityList } from "./ability-list";
import { FreshnessCard } from "./freshness-card";
import { GpuPrices } from "./gpu-prices";
import { ProviderHeader } from "./provider-header";
import { ProviderHistory } from "./provider-history";
import { QuirkList } from "./quirk-list";
import { TokenPrices } from "./token-prices";

/** Everything we know of one provider, kept fresh while the page is open. */
export function ProviderView({ slug }: { slug: string }) {
  const t = useTranslations("providers");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: profile } = useSuspenseQuery(trpc.providers.bySlug.queryOptions({ slug }));
  useFreshOnEvents({
    concerns: ({ provider }) => provider === slug,
    refresh: () => {
      void queries.invalidateQueries(trpc.providers.bySlug.queryFilter({ slug }));
      void queries.invalidateQueries(trpc.offers.search.queryFilter());
      void queries.invalidateQueries(trpc.models.servedBy.queryFilter({ provider: slug }));
      void queries.invalidateQueries(trpc.models.endedAt.queryFilter({ provider: slug }));
    },
  });
  return (
    <article className="flex flex-col gap-4">
      <nav aria-label={t("path")} className="text-13 text-muted">
        <Link
          href="/providers"
          className="inline-flex items-center hover:text-text hover:underline touch-target"
        >
          {t("title")}
        </Link>
      </nav>
      <ProviderHeader profile={profile} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <FreshnessCard profile={profile} />
          <GpuPrices profile={profile} />
          <TokenPrices profile={profile} />
          <ProviderHistory profile={profile} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <AbilityList profile={profile} />
          <QuirkList quirks={profile.quirks} />
          <Card className="flex flex-col gap-2 p-4">
            <h2 className="text-16">{t("launches.title")}</h2>
            <p className="text-13 text-muted">{t("launches.none")}</p>
          </Card>
        </div>
      </div>
    </article>
  );
}
