"use client";

import { useTranslations } from "use-intl/react";
import { Notice } from "@/components/ui/notice";
import type { FieldIssue } from "@/domain/errors";

/** Words of the schemas that the dictionary has in the reader's language. */
const known = {
  "write 24..80, 24.. or ..80": "range",
  "the lower end is above the upper end": "order",
  "is not a parameter of this search": "unknown",
  "at least one weight must be above 0": "weights",
  "a country is two letters, such as US": "country",
  "write a whole number": "whole",
  "write price:40,vram:10 with numbers from 0": "weightFormat",
  "names a criterion twice": "twice",
  "names no column": "columns",
  "write 1 or leave it out": "why",
  "names no offer": "ids",
  "write 24h, 7d, 30d, 90d or 1y": "window",
  "write 3:1, input before output": "ratio",
  "one of the two must be above 0": "ratio",
} as const;

/** Parameters of the address that were not understood, each named with the way to write it. */
export function IssueNotice({ issues }: { issues: readonly FieldIssue[] }) {
  const t = useTranslations("issues");
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
