"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Issue, IssueCode } from "@/domain/field-issues";
import { sentenceOf } from "@/locale/sentence";
import { useIssueSentence } from "./use-issue-sentence";

/** Puts what is wrong with a field into words that stand alone below its control, where the reader chooses rather than writes. */
export function useFieldSentence(): (issue: Issue) => string {
  const [t, locale] = [useTranslations("issues.atField"), useCurrentLocale()];
  const afterName = useIssueSentence();
  return (issue) => {
    if (isWordedApart(issue.code))
      return sentenceOf({ locale, translate: t }, { code: issue.code, parameters: issue.parameters });
    const [first = "", ...rest] = afterName(issue);
    return first.toLocaleUpperCase(locale) + rest.join("");
  };

  /** The dictionary itself is asked, so each code that it has is one that it can be asked for. */
  function isWordedApart(code: IssueCode): code is Parameters<typeof t>[0] {
    return t.has(code as Parameters<typeof t>[0]);
  }
}
