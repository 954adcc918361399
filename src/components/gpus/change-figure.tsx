"use client";

import { useTranslations } from "use-intl";
import { formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Unknown } from "@/components/ui/figure";
import { Icon } from "@/components/ui/icon";

/** A relative change with an arrow: red for a rise, green for a fall. A dash if nothing was recorded at that time. */
export function ChangeFigure({ change }: { change: number | null }) {
  const [t, locale] = [useTranslations("gpus"), useCurrentLocale()];
  if (change === null) return <Unknown label={t("figures.noPast")} />;
  const text = formatShare(Math.abs(change), locale, 1);
  // A change that rounds to zero has no direction.
  if (Math.abs(change) < 0.0005)
    return (
      <span className="tabular text-faint" title={t("same")}>
        {text}
      </span>
    );
  const hasRisen = change > 0;
  return (
    <span
      className={`tabular inline-flex items-center gap-1 whitespace-nowrap ${hasRisen ? "text-up" : "text-down"}`}
    >
      <Icon name={hasRisen ? "arrow-up" : "arrow-down"} size={12} />
      <span className="sr-only">{t(hasRisen ? "up" : "down")}</span>
      {text}
    </span>
  );
}
