"use client";

import { useLocale } from "use-intl/react";
import { isLocale, type Locale } from "@/locale/locales";

/** The visitor's language in the form that `components/format` expects; use-intl holds the tag with the country ("es-EC"). */
export function useCurrentLocale(): Locale {
  const language = useLocale().split("-")[0];
  return isLocale(language) ? language : "en";
}
