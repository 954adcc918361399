"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { formatShare } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { type PricePeriod, periodRowsOf } from "./price-periods";

/** The figures of the line, newest first; each gap has a row as well. */
export function PriceHistoryTable({ periods }: { periods: readonly PricePeriod[] }) {
  const [t, locale] = [useTranslations("offer.history"), useCurrentLocale()];
  return (
    <TableScroll label={t("tableLabel")} className="relative h-full overflow-y-auto">
      <Table>
        <caption className="sr-only">{t("tableLabel")}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <HeadCell className="pl-0">{t("from")}</HeadCell>
            <HeadCell>{t("to")}</HeadCell>
            <HeadCell isNumber>{t("price")}</HeadCell>
            <HeadCell isNumber>{t("change")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {periodRowsOf(periods).map(({ from, to, microUsdPerGpuHour, change }) => (
            <tr key={from}>
              <RowHeadCell className="tabular h-8! pl-0 text-12 font-normal!">{minuteOf(from)}</RowHeadCell>
              <Cell className="tabular h-8! text-12">{minuteOf(to)}</Cell>
              <Cell isNumber className="h-8!">
                {microUsdPerGpuHour === null ? (
                  <span className="font-sans text-12 text-faint">{t("gap")}</span>
                ) : (
                  formatPrice(microUsdPerGpuHour, locale)
                )}
              </Cell>
              <Cell isNumber className="h-8!">
                {change !== null && <Change share={change} text={formatShare(Math.abs(change), locale, 1)} />}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}

function Change({ share, text }: { share: number; text: string }) {
  const t = useTranslations("offer.history");
  if (share === 0) return <span className="text-faint">{text}</span>;
  const hasRisen = share > 0;
  return (
    <span className={`inline-flex items-center gap-1 ${hasRisen ? "text-up" : "text-down"}`}>
      <Icon name={hasRisen ? "arrow-up" : "arrow-down"} size={12} />
      <span className="sr-only">{t(hasRisen ? "up" : "down")}</span>
      {text}
    </span>
  );
}

/** "2026-11-23 05:41"; the column heading says UTC. */
function minuteOf(at: number): string {
  return formatInstant(new Date(at)).slice(0, 16);
}
