"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { Notice } from "@/components/ui/notice";

/** Shown first: these are the last known figures, not current ones. */
export function GoneNotice({ goneAt }: { goneAt: string }) {
  const [t, now] = [useTranslations("offer.gone"), useNow()];
  return (
    <Notice tone="warn">
      <strong>
        {t("since", { instant: formatInstant(goneAt), age: formatAge(ageMsOf(goneAt, now) ?? 0) })}
      </strong>{" "}
      {t("last")}
    </Notice>
  );
}
