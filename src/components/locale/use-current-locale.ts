"use client";

import { useLocale } from "use-intl/react";
import { isLocale, type Locale } from "@/locale/locales";

/** The visitor's language, as `components/format` wants it; use-intl itself knows it by its country ("es-EC"). */
export function useCurrentLocale(): Locale {
  const language = useLocale().split("-")[0];
  return isLocale(language) ? language : "en";
}
