"use client";

import { useTranslations } from "use-intl";
import { formatListDay } from "@/components/format/list-day";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SourceBadge } from "@/components/ui/source-badge";
import type { Feed } from "./feed";

export function FeedName({ feed }: { feed: Feed }) {
  const [t, words, locale] = [useTranslations("status"), useTranslations("source"), useCurrentLocale()];
  return (
    <span className="inline-flex items-center gap-2">
      <ProviderMonogram slug={feed.provider} name={feed.name} size={24} />
      <span className="font-medium">{feed.name}</span>
      {feed.source === "simulated" && (
        <SourceBadge source="simulated" title={words("simulatedTitle")}>
          {words("simulated")}
        </SourceBadge>
      )}
      {feed.source === "list" && feed.state !== "list" && feed.list?.listedOn != null && (
        <SourceBadge source="list" title={t("standIn")}>
          {words("list", { date: formatListDay(feed.list.listedOn, locale) })}
        </SourceBadge>
      )}
    </span>
  );
}
