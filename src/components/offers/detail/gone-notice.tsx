"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { Notice } from "@/components/ui/notice";
import type { Validity } from "@/domain/offer/validity";

/** Shown first: these are the last known figures, not current ones. */
export function GoneNotice({ goneAt, validity }: { goneAt: string; validity: Validity | null }) {
  const [t, now] = [useTranslations("offer.gone"), useNow()];
  return (
    <Notice tone="warn">
      <strong>
        {t("since", { instant: formatInstant(goneAt), age: formatAge(ageMsOf(goneAt, now) ?? 0) })}
      </strong>{" "}
      {t("last")}
      {validity?.lastDay && (
        <>
          {" "}
          {t("withdrawn", { day: validity.lastDay })}{" "}
          <a
            href={validity.sourceUrl}
            target="_blank"
            rel="noreferrer"
            className="underline underline-offset-2"
          >
            {t("source")}
          </a>
        </>
      )}
    </Notice>
  );
}
