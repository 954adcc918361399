"use client";

import { useTranslations } from "use-intl";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { quirksInSpanish } from "./quirks-in-spanish";

/** What surprises in this provider, sentence by sentence. */
export function QuirkList({ quirks }: { quirks: readonly string[] }) {
  const [t, locale] = [useTranslations("providers.quirks"), useCurrentLocale()];
  if (quirks.length === 0) return null;
  return (
    <Card className="p-4">
      <h2 className="text-16">{t("title")}</h2>
      <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-4 text-13 text-muted marker:text-faint">
        {quirks.map((quirk) => (
          <li key={quirk}>{locale === "es" ? (quirksInSpanish[quirk] ?? quirk) : quirk}</li>
        ))}
      </ul>
    </Card>
  );
}
