"use client";

import { useTranslations } from "use-intl";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import { Icon } from "./icon";

/** Link to the page that a peak figure comes from, with a remark where that is not the manufacturer's. */
export function SheetLink({ sheet }: { sheet: Benchmark }) {
  const t = useTranslations("source");
  return (
    <>
      <a
        href={sheet.source.url}
        target="_blank"
        rel="noopener noreferrer"
        className="text-text underline decoration-border-control underline-offset-2 hover:decoration-current"
      >
        {sheet.source.title}
        <Icon name="external-link" size={12} className="ml-1 inline" />
      </a>
      {sheet.source.basis === "derived" && ` ${t("derived")}`}
    </>
  );
}
