"use client";

import { useTranslations } from "use-intl";
import { Unknown } from "@/components/ui/figure";
import { SourceBadge } from "@/components/ui/source-badge";
import { type Profile, priceKindOf } from "./profile";

type PriceKindProps = { profile: Profile; unit: "gpuHour" | "millionTokens" };

/**
 * Whether a price is the feed's own or a dated list's, as where only its list names one; a dash where the provider sells nothing by
 * that unit, or where no price of it is in force.
 */
export function PriceKind({ profile, unit }: PriceKindProps) {
  const t = useTranslations("providers.kinds");
  const kind = priceKindOf(profile, unit);
  if (kind === "none" || kind === "away") return <Unknown label={t(kind)} />;
  return (
    <SourceBadge source={kind} title={t(`${kind}Why`)}>
      {t(kind)}
    </SourceBadge>
  );
}
