"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Icon } from "@/components/ui/icon";
import { sentenceOf } from "@/locale/sentence";
import type { Feed } from "./feed";

/** Rows of the last answer that became no offer, by reason, and prices that wait for a second reading. Nothing when all is well. */
export function FeedRefusals({ feed }: { feed: Feed }) {
  const t = useTranslations("status.refusals");
  if (feed.refused + feed.quarantined === 0) return null;
  return (
    <details className="group text-13 whitespace-normal">
      <summary className="inline-flex cursor-pointer items-center gap-1.5 rounded-control text-muted hover:text-text touch-target">
        <Icon name="chevron-down" size={14} className="transition-transform group-not-open:-rotate-90" />
        {[
          feed.refused > 0 && t("refused", { count: feed.refused }),
          feed.quarantined > 0 && t("quarantined", { count: feed.quarantined }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </summary>
      <div className="mt-2 flex flex-col gap-2 pb-1">
        {feed.refusals.length > 0 && <RefusalTable feed={feed} />}
        {feed.quarantined > 0 && <p className="text-12 text-muted">{t("quarantineWhy")}</p>}
      </div>
    </details>
  );
}

type Refusal = Feed["refusals"][number];

function RefusalTable({ feed }: { feed: Feed }) {
  const [t, reasons] = [useTranslations("status.refusals"), useTranslations("rowReasons")];
  const locale = useCurrentLocale();
  const sentence = ({ reason }: Refusal) =>
    reason === null ? t("unknownReason") : sentenceOf({ locale, translate: reasons }, reason);
  const columns: DataColumn<Refusal>[] = [
    column("reason", t("reason"), sentence, {
      className: "py-1 font-normal! wrap-anywhere whitespace-normal!",
    }),
    column("rows", t("rows"), ({ count }) => formatNumber(count, locale), { isNumber: true }),
    column("example", t("example"), ({ example }) => example, {
      className: "font-mono max-w-80 py-1 text-12 break-all whitespace-normal! text-muted",
    }),
  ];
  return (
    <DataTable
      model={plainModel(columns, feed.refusals)}
      label={t("tableLabel", { provider: feed.name })}
      rowId={({ reason, example }) => JSON.stringify([reason, example])}
      rowHeight={32}
      className="max-h-72 max-w-3xl overflow-y-auto rounded-control border"
    />
  );
}
