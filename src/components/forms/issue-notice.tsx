"use client";

import { useTranslations } from "use-intl/react";
import { Notice } from "@/components/ui/notice";
import type { FieldIssue } from "@/domain/field-issues";
import { useIssueSentence } from "./use-issue-sentence";

/** Parameters of the address that were not understood, each named with the way to write it. */
export function IssueNotice({ issues }: { issues: readonly FieldIssue[] }) {
  const t = useTranslations("issues");
  const sentence = useIssueSentence();
  if (issues.length === 0) return null;
  return (
    <Notice tone="warn">
      {issues.map((issue) => (
        <span key={issue.field} className="block">
          <code className="font-mono font-medium">{issue.field}</code>: {sentence(issue)} — {t("ignored")}
        </span>
      ))}
    </Notice>
  );
}
