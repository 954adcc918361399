"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { comparisonSorts, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import { Choice } from "../question/question-fields";
import type { Comparison, ComparisonRow } from "../types";
import { Cost, Included, OfferName, QuotedPrice, Speed } from "./row-cells";

const CARDS_AT_ONCE = 6;

type ComparisonListProps = { comparison: Comparison; question: RentOrCallQuestion };

/** Calls and machines in one ranked list: a table, or cards where a table does not fit. */
export function ComparisonList({ comparison, question }: ComparisonListProps) {
  const t = useTranslations("rentOrCall.list");
  const id = useId();
  const { rows } = comparison;
  return (
    <Card>
      <section aria-labelledby={id}>
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
          <h2 id={id} className="mr-auto text-16">
            {t("title")}
          </h2>
          <label htmlFor={`${id}-sort`} className="text-13 text-muted">
            {t("sort")}
          </label>
          <span className="w-48">
            <Choice id={`${id}-sort`} field="sort" question={question}>
              {comparisonSorts.map((sort) => (
                <option key={sort} value={sort}>
                  {t(`sorts.${sort}`)}
                </option>
              ))}
            </Choice>
          </span>
        </header>
        {rows.length === 0 ? (
          <EmptyState title={t("empty")}>{t("emptyWhy")}</EmptyState>
        ) : (
          <>
            <ComparisonTable rows={rows} />
            <ComparisonCards rows={rows} />
          </>
        )}
        <LeftOut comparison={comparison} />
      </section>
    </Card>
  );
}

function ComparisonTable({ rows }: { rows: readonly ComparisonRow[] }) {
  const t = useTranslations("rentOrCall.list");
  return (
    <TableScroll label={t("caption")} className="max-md:hidden">
      <Table>
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr>
            <HeadCell className="sticky left-0 z-10 bg-surface pl-4">{t("columns.offer")}</HeadCell>
            <HeadCell isNumber>{t("columns.million")}</HeadCell>
            <HeadCell isNumber>{t("columns.month")}</HeadCell>
            <HeadCell isNumber>{t("columns.speed")}</HeadCell>
            <HeadCell>{t("columns.price")}</HeadCell>
            <HeadCell>{t("columns.included")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="align-top" data-kind={row.kind}>
              <RowHeadCell className="sticky left-0 z-10 bg-surface py-2 pl-4">
                <OfferName row={row} />
              </RowHeadCell>
              <Cell isNumber className="py-2">
                <Cost row={row} per="million" />
              </Cell>
              <Cell isNumber className="py-2">
                <Cost row={row} per="month" />
              </Cell>
              <Cell isNumber className="py-2">
                <Speed row={row} />
              </Cell>
              <Cell className="min-w-44 py-2 whitespace-normal!">
                <QuotedPrice row={row} />
              </Cell>
              <Cell className="w-80 min-w-56 py-2 pr-4 whitespace-normal!">
                <Included row={row} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}

/** Shows the first few entries, which decide, and the rest on demand. */
function ComparisonCards({ rows }: { rows: readonly ComparisonRow[] }) {
  const t = useTranslations("rentOrCall.list");
  const others = rows.slice(CARDS_AT_ONCE);
  return (
    <div className="md:hidden">
      <CardList rows={rows.slice(0, CARDS_AT_ONCE)} label={t("caption")} />
      {others.length > 0 && (
        <details>
          <summary className="border-b px-4 py-3 text-13 text-accent">
            {t("more", { count: others.length })}
          </summary>
          <CardList rows={others} label={t("others")} />
        </details>
      )}
    </div>
  );
}

function CardList({ rows, label }: { rows: readonly ComparisonRow[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-col">
      {rows.map((row) => (
        <ComparisonCard key={row.id} row={row} />
      ))}
    </ul>
  );
}

function ComparisonCard({ row }: { row: ComparisonRow }) {
  const t = useTranslations("rentOrCall.list");
  return (
    <li className="flex flex-col gap-2 border-b p-4" data-kind={row.kind}>
      <div className="flex items-start justify-between gap-3">
        <OfferName row={row} />
        <span className="flex shrink-0 flex-col items-end">
          <span className="text-12 text-faint">{t("columns.month")}</span>
          <Cost row={row} per="month" />
        </span>
      </div>
      <div className="text-13">
        <QuotedPrice row={row} />
      </div>
      <CardLine name={t("columns.million")}>
        <Cost row={row} per="million" />
      </CardLine>
      <CardLine name={t("columns.speed")}>
        <Speed row={row} />
      </CardLine>
      <Included row={row} />
    </li>
  );
}

function CardLine({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-x-4 text-13">
      <span className="text-12 text-faint">{name}</span>
      {children}
    </div>
  );
}

function LeftOut({ comparison: { market } }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.list");
  const locale = useCurrentLocale();
  const whys = [
    "does_not_fit",
    "no_data_sheet",
    "no_compute_figure",
    "fraction_of_a_card",
    "too_many_machines",
  ] as const;
  const reasons = whys
    .filter((why) => market.leftOut[why] > 0)
    .map((why) => t(`whys.${why}`, { count: formatNumber(market.leftOut[why], locale) }));
  const considered = formatNumber(market.considered, locale);
  if (market.considered === 0) return null;
  return (
    <p className="px-4 py-2.5 text-12 text-muted">
      {reasons.length === 0
        ? t("leftOutNone", { considered })
        : t("leftOut", { considered, reasons: reasons.join(", ") })}
    </p>
  );
}
