"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { Notice } from "@/components/ui/notice";
import type { FieldIssue } from "@/domain/field-issues";
import { useIssueSentence } from "./use-issue-sentence";

const MOST_SHOWN = 40;

/** Parameters of the address that were not understood, each named with the way to write it and with what was written. */
export function IssueNotice({ issues }: { issues: readonly FieldIssue[] }) {
  const t = useTranslations("issues");
  const sentence = useIssueSentence();
  const address = useSearchParams();
  if (issues.length === 0) return null;
  return (
    <Notice tone="warn">
      {issues.map((issue) => (
        <span key={issue.field} className="block">
          <code className="font-mono font-medium">{issue.field}</code>: {sentence(issue)} — {t("ignored")}
          <Written text={address.getAll(issue.field).join(",")} />
        </span>
      ))}
    </Notice>
  );
}

function Written({ text }: { text: string }) {
  if (text === "") return null;
  const letters = [...text];
  return (
    <>
      : <code className="font-mono wrap-anywhere">{letters.slice(0, MOST_SHOWN).join("")}</code>
      {letters.length > MOST_SHOWN && "…"}
    </>
  );
}
