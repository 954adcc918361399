"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { SourceBadge } from "@/components/ui/source-badge";
import { freshnessOf } from "@/domain/offer";
import type { OfferDetail } from "./offer-detail";

type PriceSourceProps = { offer: Pick<OfferDetail, "source" | "listedOn" | "observedAt" | "goneAt">; now: Date };

/** Where the price comes from and how old it is. An age over the fresh quarter of an hour turns to the warning colour. */
export function PriceSource({ offer: { source, listedOn, observedAt, goneAt }, now }: PriceSourceProps) {
  const t = useTranslations("source");
  if (source === "list") {
    return (
      <SourceBadge source="list" title={listedOn ? t("listTitle", { date: listedOn }) : undefined}>
        {listedOn ? t("list", { date: listedOn }) : t("listUndated")}
      </SourceBadge>
    );
  }
  const title = source === "live" && observedAt ? t("liveTitle", { instant: formatInstant(observedAt) }) : undefined;
  const ageMs = ageMsOf(observedAt, now);
  const isFresh = observedAt !== null && freshnessOf(new Date(observedAt), now) === "fresh";
  return (
    <span className="inline-flex items-center gap-2">
      <SourceBadge source={source} title={title ?? t("simulatedTitle")}>
        {t(source)}
      </SourceBadge>
      {observedAt !== null && ageMs !== null && goneAt === null && (
        <time
          dateTime={observedAt}
          title={formatInstant(observedAt)}
          className={isFresh ? "text-12 text-faint" : "text-12 text-warn"}
        >
          {t("ago", { age: formatAge(ageMs) })}
        </time>
      )}
    </span>
  );
}
