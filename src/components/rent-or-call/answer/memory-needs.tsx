"use client";

import { useTranslations } from "use-intl/react";
import { formatGib, formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Notice } from "@/components/ui/notice";
import type { Comparison } from "../types";

/** The VRAM calculation for one replica, part by part, or the reason why there is none. */
export function MemoryNeeds({ comparison: { model, needs, question } }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.needs");
  const locale = useCurrentLocale();
  const { bits, context } = question;
  const isBeyond = model.contextTokens !== null && context > model.contextTokens;
  return (
    <div className="flex flex-col gap-2">
      {isBeyond && (
        <Notice tone="warn">
          {t("beyondContext", {
            model: model.name,
            context: formatNumber(model.contextTokens ?? 0, locale),
          })}
        </Notice>
      )}
      {"why" in needs ? (
        <p className="text-13 text-muted">
          {needs.why === "unknown_size"
            ? t("unknownSize", { model: model.name })
            : t("tooLarge", { model: model.name, bits })}
        </p>
      ) : (
        <p className="text-13 text-muted">
          {t("sum", {
            model: model.name,
            bits,
            gib: formatGib(needs.minVramGib, locale),
            context: formatNumber(context, locale),
            parts: needs.parts
              .map(({ label, gib }) => t("part", { label: t(`parts.${label}`), gib: formatGib(gib, locale) }))
              .join(" + "),
          })}
        </p>
      )}
    </div>
  );
}
