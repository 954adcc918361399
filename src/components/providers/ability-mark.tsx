"use client";

import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";

/** Yes or no in a sign and, for assistive technology, a word. */
export function AbilityMark({ has }: { has: boolean }) {
  const t = useTranslations("providers");
  return (
    <span className={has ? "text-accent" : "text-faint"} title={t(has ? "yes" : "no")}>
      <Icon name={has ? "check" : "minus"} className="inline" />
      <span className="sr-only">{t(has ? "yes" : "no")}</span>
    </span>
  );
}
