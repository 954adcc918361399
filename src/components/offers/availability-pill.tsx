"use client";

import { useTranslations } from "use-intl";
import { StatePill, type StateTone } from "@/components/ui/state-pill";
import type { Availability } from "@/domain/offer/offer";

const tones = {
  available: "good",
  limited: "warning",
  unavailable: "bad",
  unknown: "off",
} as const satisfies Record<Availability, StateTone>;

/** Availability as stated by the provider. */
export function AvailabilityPill({ availability }: { availability: Availability }) {
  const t = useTranslations("offer.availability");
  return (
    <StatePill state={tones[availability]} title={t(`${availability}Why`)}>
      {t(availability)}
    </StatePill>
  );
}
