"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Issue } from "@/domain/field-issues";
import { sentenceOf } from "@/locale/sentence";

/** Puts what is wrong with a field into the reader's language, in words that follow the name of the field. */
export function useIssueSentence(): (issue: Issue) => string {
  const [t, locale] = [useTranslations("issues.codes"), useCurrentLocale()];
  return (issue) => sentenceOf({ locale, translate: t }, issue);
}
