"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import { isOpen } from "@/domain/breaker";
import { sentenceOf } from "@/locale/sentence";
import type { Feed } from "./feed";

/** Since when a feed fails, with what kind of error, in whose words, and when we ask again. Nothing while it answers. */
export function FeedTrouble({ feed }: { feed: Feed }) {
  const [t, reasons] = [useTranslations("status.trouble"), useTranslations("reasons")];
  const [locale, now] = [useCurrentLocale(), useNow()];
  const { state, failingSince, keyRefusedAt, lastError, consecutiveFailures, breakerOpenUntil } = feed;
  if (failingSince === null || lastError === null) return null;
  const kind = errorKinds.find((known) => known === lastError.kind) ?? "other";
  const words = lastError.reason
    ? sentenceOf({ locale, translate: reasons }, lastError.reason)
    : lastError.message;
  const openUntil = breakerOpenUntil === null ? null : new Date(breakerOpenUntil);
  const when =
    openUntil !== null && isOpen({ consecutiveFailures, openUntil }, now)
      ? t("resting", { instant: formatInstant(openUntil) })
      : t("next");
  const pricesKept = whatBecameOfPrices[state];
  return (
    <div className="flex gap-2 rounded-control bg-danger-soft px-3 py-2 text-13 whitespace-normal">
      <Icon name="circle-x" className="mt-0.5 text-danger" />
      <div className="flex min-w-0 flex-col gap-1">
        <p>
          <strong>
            {t("since", {
              instant: formatInstant(failingSince),
              age: formatAge(ageMsOf(failingSince, now) ?? 0),
            })}
          </strong>{" "}
          {t(`kinds.${kind}`)} <code className="font-mono text-12 text-faint">{lastError.kind}</code>
        </p>
        {words && (
          <blockquote className="border-l-2 border-border-strong pl-2 text-12 wrap-anywhere text-muted">
            {words}
          </blockquote>
        )}
        <p className="text-12 text-muted">
          {keyRefusedAt === null ? when : t("replaceKey")} {pricesKept && t(pricesKept)}
        </p>
      </div>
    </div>
  );
}

/** Of a feed that never answered, or at an unknown time, nothing can be said of its prices. */
const whatBecameOfPrices = {
  fresh: "kept",
  stale: "kept",
  hidden: "left",
  unknown: null,
  never: null,
  list: null,
} as const satisfies Record<Feed["state"], string | null>;

const errorKinds = [
  "auth",
  "rate_limit",
  "timeout",
  "unavailable",
  "bad_response",
  "keys",
  "key_refused",
] as const;
