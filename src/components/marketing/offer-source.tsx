import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { priceOriginOf } from "@/components/format/price-origin";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { SourceBadge } from "@/components/ui/source-badge";
import { freshnessOf, type OfferSource as Source } from "@/domain/offer/offer";

type OfferSourceProps = { source: Source; observedAt: string | null; listedOn: string | null; now: Date };

/** Badge with the source of a price: of a dated one the day of its list, of another its age since the poll; past 15 minutes the age takes the warning colour. */
export async function OfferSource({ source, observedAt, listedOn, now }: OfferSourceProps) {
  const [t, locale] = await Promise.all([getTranslator("source"), getLocale()]);
  const { shown, word, titleWord, values } = priceOriginOf({ source, observedAt, listedOn }, now, locale);
  return (
    <span className="inline-flex items-center gap-2">
      <SourceBadge source={shown} title={titleWord === null ? undefined : t(titleWord, values)}>
        {t(word, values)}
      </SourceBadge>
      {shown !== "list" && listedOn === null && (
        <Age observedAt={observedAt} now={now} unknown={t("future")} ago={(age) => t("ago", { age })} />
      )}
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
