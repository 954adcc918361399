"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { Notice } from "@/components/ui/notice";
import { useNow } from "../now";
import type { OfferDetail } from "./offer-detail";

type GoneNoticeProps = { offer: OfferDetail; goneAt: string };

/** Said before anything else: these figures are the last, not today's. */
export function GoneNotice({ offer, goneAt }: GoneNoticeProps) {
  const [t, now] = [useTranslations("offer.gone"), useNow()];
  return (
    <Notice
      tone="warn"
      action={
        <Link
          href={`/offers?gpu=${encodeURIComponent(offer.gpuId)}`}
          className="inline-flex items-center text-text underline underline-offset-2 touch-target"
        >
          {t("elsewhere", { gpu: offer.gpuName })}
        </Link>
      }
    >
      <strong>
        {t("since", { instant: formatInstant(goneAt), age: formatAge(ageMsOf(goneAt, now) ?? 0) })}
      </strong>{" "}
      {t("last")}
    </Notice>
  );
}
