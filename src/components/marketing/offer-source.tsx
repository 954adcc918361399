import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { formatListDay } from "@/components/format/list-day";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { SourceBadge } from "@/components/ui/source-badge";
import { freshnessOf, type OfferSource as Source } from "@/domain/offer/offer";
import { isObservedNow } from "@/domain/offer/price-age";

type OfferSourceProps = { source: Source; observedAt: string | null; listedOn: string | null; now: Date };

/** Badge with the source of a price and, for a polled one, its age; past 15 minutes the age takes the warning colour. */
export async function OfferSource({ source, observedAt, listedOn, now }: OfferSourceProps) {
  const [t, locale] = await Promise.all([getTranslator("source"), getLocale()]);
  const listed = listedOn === null ? null : formatListDay(listedOn, locale);
  if (source === "list") {
    return (
      <SourceBadge source="list" title={listed ? t("listTitle", { date: listed }) : undefined}>
        {listed ? t("list", { date: listed }) : t("listUndated")}
      </SourceBadge>
    );
  }
  const isNow = observedAt !== null && isObservedNow(observedAt, now);
  const shown = source === "live" && !isNow ? "polled" : source;
  return (
    <span className="inline-flex items-center gap-2">
      <SourceBadge
        source={shown}
        title={
          source === "live" && observedAt
            ? t("liveTitle", { instant: formatInstant(observedAt) })
            : t("simulatedTitle")
        }
      >
        {t(shown)}
      </SourceBadge>
      <Age observedAt={observedAt} now={now} unknown={t("future")} ago={(age) => t("ago", { age })} />
    </span>
  );
}

type AgeProps = { observedAt: string | null; now: Date; unknown: string; ago: (age: string) => string };

function Age({ observedAt, now, unknown, ago }: AgeProps) {
  const ageMs = ageMsOf(observedAt, now);
  if (ageMs === null || observedAt === null) return null;
  const freshness = freshnessOf(new Date(observedAt), now);
  return (
    <time
      dateTime={observedAt}
      title={formatInstant(observedAt)}
      className={freshness === "fresh" ? "text-12 text-faint" : "text-12 text-warn"}
    >
      {freshness === "unknown" ? unknown : ago(formatAge(ageMs))}
    </time>
  );
}
