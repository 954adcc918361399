"use client";

import { useTranslations } from "use-intl";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import type { ProfileDetail } from "./profile";

/** What surprises in this provider, sentence by sentence. */
export function QuirkList({ quirks }: Pick<ProfileDetail, "quirks">) {
  const [t, locale] = [useTranslations("providers.quirks"), useCurrentLocale()];
  if (quirks.length === 0) return null;
  return (
    <Card className="p-4">
      <h2 className="text-16">{t("title")}</h2>
      <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-4 text-13 text-muted marker:text-faint">
        {quirks.map((quirk) => (
          <li key={quirk.en}>{quirk[locale]}</li>
        ))}
      </ul>
    </Card>
  );
}
