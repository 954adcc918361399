"use client";

import { useTranslations } from "use-intl/react";
import { Notice } from "@/components/ui/notice";
import type { FieldIssue } from "@/domain/errors";

/** Words of the search schema that the dictionary has in the reader's language. */
const known = {
  "write 24..80, 24.. or ..80": "range",
  "the lower end is above the upper end": "order",
  "is not a parameter of this search": "unknown",
  "at least one weight must be above 0": "weights",
  "a country is two letters, such as US": "country",
} as const;

/** Parameters of the address that were not understood, each named with the way to write it. */
export function IssueNotice({ issues }: { issues: readonly FieldIssue[] }) {
  const t = useTranslations("offers.issues");
  if (issues.length === 0) return null;
  return (
    <Notice tone="warn">
      {issues.map(({ field, message }) => (
        <span key={field} className="block">
          <code className="tabular font-medium">{field}</code>:{" "}
          {message in known ? t(known[message as keyof typeof known]) : t("choice")} — {t("ignored")}
        </span>
      ))}
    </Notice>
  );
}
