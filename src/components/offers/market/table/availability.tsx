"use client";

import { useTranslations } from "use-intl/react";
import { Unknown } from "@/components/ui/figure";
import { Icon } from "@/components/ui/icon";
import type { Availability as Stock } from "@/domain/offer/offer";

const looks = {
  available: { icon: "circle-check", className: "text-accent" },
  limited: { icon: "triangle-alert", className: "text-warn" },
  unavailable: { icon: "circle-x", className: "text-danger" },
} as const;

/** Stock as the provider states it, in a word and a sign; a dash where it says nothing. */
export function Availability({ stock }: { stock: Stock }) {
  const t = useTranslations("offers.availability");
  if (stock === "unknown") return <Unknown label={t("unknown")} />;
  const { icon, className } = looks[stock];
  return (
    <span className={`inline-flex items-center gap-1 ${className}`}>
      <Icon name={icon} size={14} />
      {t(stock)}
    </span>
  );
}
