"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { languageTags } from "@/locale/locales";
import type { FormIssue } from "./issue";

/** Words of a form's own codes; null leaves the issue to the common words. */
export type OwnIssueWords = (issue: FormIssue) => string | null;

/** Puts an issue into the reader's language. A code that nobody has words for reads "this is not accepted here". */
export function useIssueWords(own?: OwnIssueWords): (issue: FormIssue) => string {
  const [t, locale] = [useTranslations("forms.issues"), useCurrentLocale()];
  return (issue) => {
    const words = own?.(issue);
    if (words) return words;
    const list = new Intl.ListFormat(languageTags[locale], { type: "disjunction" });
    const parameters = Object.entries(issue.parameters).map(([name, value]) => [
      name,
      typeof value === "object" ? list.format(value) : value,
    ]);
    return isKnown(issue.code) ? t(issue.code, Object.fromEntries(parameters)) : t("not_understood");
  };

  /** The dictionary itself is asked, so each code that it has is one that it can be asked for. */
  function isKnown(code: string): code is Parameters<typeof t>[0] {
    return t.has(code as Parameters<typeof t>[0]);
  }
}
