"use client";

import { useTranslations } from "use-intl/react";
import type { Hit } from "./types";

/** Says that all matches are history: past prices come after all others, so where the first is past, all are. */
export function PastNotice({ first }: { first: Pick<Hit, "place" | "isPast"> | undefined }) {
  const t = useTranslations("offers");
  if (first?.place !== 1 || !first.isPast) return null;
  return <p className="text-13 text-warn">{t("allPast")}</p>;
}
