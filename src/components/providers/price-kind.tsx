"use client";

import { useTranslations } from "use-intl";
import { Unknown } from "@/components/ui/figure";
import { SourceBadge } from "@/components/ui/source-badge";
import type { Profile } from "./profile";

type PriceKindProps = { profile: Profile; unit: "gpuHour" | "millionTokens" };

/**
 * Whether a price is the feed's own or a dated list's, as where only its list names one; a dash where the provider sells nothing by
 * that unit.
 */
export function PriceKind({ profile, unit }: PriceKindProps) {
  const t = useTranslations("providers.kinds");
  const kind = profile.abilities?.[unit] ?? null;
  const offers = unit === "gpuHour" ? profile.offers : profile.tokenOffers;
  if (kind === null && offers === 0) return <Unknown label={t("none")} />;
  const isLive = kind === "live" && profile.source === "live";
  const isSimulated = kind !== null && profile.source === "simulated";
  const source = isSimulated ? "simulated" : isLive ? "live" : "list";
  return (
    <SourceBadge source={source} title={t(`${source}Why`)}>
      {t(source)}
    </SourceBadge>
  );
}
