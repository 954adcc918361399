"use client";

import { useTranslations } from "use-intl";
import { Cell } from "@/components/ui/table";
import { AvailabilityPill } from "../../availability-pill";
import type { ComparedOffer } from "../compared-offer";
import { LabelCell, TextCell } from "./value-cell";

/** Availability, in the same pill as on the offer's page; an offer that is gone has none. */
export function CompareAvailability({ offers }: { offers: readonly ComparedOffer[] }) {
  const t = useTranslations("compare");
  return (
    <tr>
      <LabelCell label={t("figures.availability")} />
      {offers.map((offer) =>
        offer.goneAt === null ? (
          <Cell key={offer.id} className="h-10! px-4">
            <AvailabilityPill availability={offer.availability} />
          </Cell>
        ) : (
          <TextCell key={offer.id}>{t("gone")}</TextCell>
        ),
      )}
    </tr>
  );
}
