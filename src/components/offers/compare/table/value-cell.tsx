"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { formatNumber, formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Figure, Unknown } from "@/components/ui/figure";
import { Icon } from "@/components/ui/icon";
import { Cell, RowHeadCell } from "@/components/ui/table";
import type { Locale } from "@/locale/locales";

/** The label of a row; stays at the left edge while the columns scroll. */
export function LabelCell({ label, unit }: { label: string; unit?: string | undefined }) {
  return (
    <RowHeadCell className="sticky left-0 z-10 h-10! border-r bg-surface py-1.5 pl-4 font-normal! whitespace-normal! text-muted">
      {label}
      {unit && <span className="block text-12 whitespace-nowrap text-faint sm:ml-1 sm:inline">{unit}</span>}
    </RowHeadCell>
  );
}

/** A value in words; null is unknown. */
export function TextCell({ children }: { children: ReactNode }) {
  const words = useTranslations("source");
  return (
    <Cell className="h-10! px-4 py-1.5 break-words whitespace-normal!">
      {children === null ? <Unknown label={words("unknown")} /> : children}
    </Cell>
  );
}

type ValueCellProps = {
  /** null is unknown. */
  value: ReactNode;
  isBest?: boolean;
  /** Difference from the best of the row as a fraction of the best. */
  toBest?: number | null;
};

/** A figure with either a "best" mark or its distance from the best. */
export function ValueCell({ value, isBest = false, toBest = null }: ValueCellProps) {
  const words = useTranslations("source");
  return (
    <Cell className="h-10! px-4 whitespace-normal!">
      <span className="flex flex-wrap items-center gap-x-2">
        <Figure
          value={value}
          unknownLabel={words("unknown")}
          className="items-center! whitespace-normal! break-words"
        />
        {isBest && <Best />}
        {toBest !== null && <ToBest share={toBest} />}
      </span>
    </Cell>
  );
}

function Best() {
  const t = useTranslations("compare");
  return (
    <span className="inline-flex items-center gap-1 rounded-full bg-accent-soft px-1.5 text-12 text-accent">
      <Icon name="check" size={12} />
      {t("best")}
    </span>
  );
}

function ToBest({ share }: { share: number }) {
  const [t, locale] = [useTranslations("compare"), useCurrentLocale()];
  const text = share < 1 ? percent(share, locale) : `×${formatNumber(share + 1, locale, share < 9 ? 1 : 0)}`;
  return (
    <span className="tabular text-12 text-faint">
      {text}
      <span className="sr-only"> {t("toBest")}</span>
    </span>
  );
}

/** The least that is shown as more than nothing. */
const LEAST_SHARE = 0.001;

/** "+14%", "−6.3%" and "+<0.1%". From twice the best upwards, a multiple is easier to read. */
function percent(share: number, locale: Locale): string {
  const size = Math.abs(share);
  const sign = share > 0 ? "+" : "−";
  if (size < LEAST_SHARE / 2) return `${sign}<${formatShare(LEAST_SHARE, locale, 1)}`;
  return `${sign}${formatShare(size, locale, size < 0.1 ? 1 : 0)}`;
}
