"use client";

import { useTranslations } from "use-intl/react";
import type { FormIssue } from "./issue";

/** Words of a form's own codes; null leaves the issue to the common words. */
export type OwnIssueWords = (issue: FormIssue) => string | null;

/** Puts an issue into the reader's language. A code that nobody has words for reads "is not accepted here". */
export function useIssueWords(own?: OwnIssueWords): (issue: FormIssue) => string {
  const t = useTranslations("forms.issues");
  return (issue) => {
    const words = own?.(issue);
    if (words) return words;
    return isKnown(issue.code) ? t(issue.code, issue.parameters) : t("invalid");
  };

  function isKnown(code: string): code is Parameters<typeof t>[0] {
    return t.has(code as Parameters<typeof t>[0]);
  }
}
