"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { MAX_COMPARED } from "./compared-ids";

type CompareNoticesProps = {
  malformed: readonly string[];
  surplus: readonly string[];
  unknown: readonly string[];
};

/** The parts of the URL that could not be shown, and why. */
export function CompareNotices({ malformed, surplus, unknown }: CompareNoticesProps) {
  const t = useTranslations("compare.notices");
  const notices = [
    { key: "surplus", ids: surplus, text: t("surplus", { most: MAX_COMPARED, count: surplus.length }) },
    { key: "unknown", ids: unknown, text: t("unknown", { count: unknown.length }) },
    { key: "malformed", ids: malformed, text: t("malformed", { count: malformed.length }) },
  ];
  return notices
    .filter(({ ids }) => ids.length > 0)
    .map(({ key, ids, text }) => (
      <Notice key={key} tone="warn">
        {text} <span className="font-mono text-12 break-all text-muted">{ids.join(", ")}</span>
      </Notice>
    ));
}
