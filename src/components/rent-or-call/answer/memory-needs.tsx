"use client";

import { useTranslations } from "use-intl/react";
import { formatGib, formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Notice } from "@/components/ui/notice";
import { wholeParts } from "@/domain/whole-parts";
import type { Comparison } from "../types";

/** GiB are shown with one decimal. */
const TENTHS = 10;

/** The VRAM calculation for one replica, part by part, or the reason why there is none. */
export function MemoryNeeds({ comparison: { model, needs, question } }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.needs");
  const locale = useCurrentLocale();
  const { bits, context } = question;
  if ("why" in needs) {
    const words = {
      model: model.name,
      bits,
      asked: formatNumber(context, locale),
      limit: formatNumber("limitTokens" in needs ? needs.limitTokens : context, locale),
      gib: formatGib("weightsGib" in needs ? needs.weightsGib : 0, locale),
    };
    return needs.why === "context_too_long" ? (
      <Notice tone="warn">{t(needs.why, words)}</Notice>
    ) : (
      <p className="text-13 text-muted">{t(needs.why, words)}</p>
    );
  }
  const tenths = Math.round(needs.minVramGib * TENTHS);
  const parts = wholeParts(
    needs.parts.map(({ gib }) => gib * TENTHS),
    tenths,
  );
  return (
    <p className="text-13 text-muted">
      {t("sum", {
        model: model.name,
        bits,
        gib: formatGib(tenths / TENTHS, locale),
        context: formatNumber(context, locale),
        parts: needs.parts
          .map(({ label }, index) =>
            t("part", { label: t(`parts.${label}`), gib: formatGib((parts[index] ?? 0) / TENTHS, locale) }),
          )
          .join(" + "),
      })}
    </p>
  );
}
