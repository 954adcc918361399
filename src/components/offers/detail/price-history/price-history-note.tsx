"use client";

import { useFormatter, useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { dayAndMinute } from "@/components/format/day-and-minute";
import type { RouterOutputs } from "@/server/trpc/types";
import type { OfferDetail } from "../offer-detail";

type PriceHistoryNoteProps = { offer: OfferDetail; history: RouterOutputs["prices"]["ofOffer"] | undefined };

/** How to read the line, and when recording began. */
export function PriceHistoryNote({ offer, history }: PriceHistoryNoteProps) {
  const [t, words, format] = [useTranslations("offer.history"), useTranslations("source"), useFormatter()];
  const since = history?.trackingStartsAt ?? offer.firstSeenAt;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="inline-flex items-center gap-2">
        <svg aria-hidden="true" width="24" height="8" viewBox="0 0 24 8">
          <path
            d="M0 4h24"
            stroke="var(--chart-1)"
            strokeWidth="2"
            strokeDasharray={offer.isSpot ? "6 4" : undefined}
          />
        </svg>
        {offer.isSpot ? words("spot") : words("onDemand")}
      </span>
      <span title={formatInstant(since)}>
        {t("since", { date: format.dateTime(new Date(since), dayAndMinute) })}
      </span>
      <span>{t("gaps")}</span>
    </p>
  );
}
