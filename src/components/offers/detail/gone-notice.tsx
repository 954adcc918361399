"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { Notice } from "@/components/ui/notice";

/** Said before anything else: these figures are the last, not today's. */
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
