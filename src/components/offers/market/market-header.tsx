"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Connection } from "@/components/realtime/use-market-events";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { groupKeys, type OfferSearch } from "@/domain/offer-search";
import { ConnectionMark } from "./connection-mark";
import { ExportLinks } from "./export-links";
import type { SearchAnswer } from "./types";
import { changeSearch, changeView } from "./use-market-url";
import type { TableView } from "./use-table-view";
import { ViewMenu } from "./view-menu";

type MarketHeaderProps = {
  search: OfferSearch;
  answer: SearchAnswer | undefined;
  connection: Connection;
  pendingChanges: number;
  onApply: () => void;
  isWhyOpen: boolean;
  view: TableView;
  onHelp: () => void;
};

/** What is shown, whether it is live, and what can be done with it. */
export function MarketHeader({
  search,
  answer,
  connection,
  pendingChanges,
  onApply,
  isWhyOpen,
  view,
  onHelp,
}: MarketHeaderProps) {
  const t = useTranslations("offers");
  const locale = useCurrentLocale();
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-20">{t("title")}</h1>
      {answer && (
        <p className="text-13 text-muted" data-testid="offer-count">
          {t.rich("count", {
            total: formatNumber(answer.total, locale),
            visible: formatNumber(answer.visible, locale),
            figure: (text) => <span className="tabular text-text">{text}</span>,
          })}
        </p>
      )}
      <ConnectionMark connection={connection} />
      {pendingChanges > 0 && (
        <Button size="compact" className="border-transparent bg-info-soft! text-info!" onClick={onApply}>
          <Icon name="refresh-cw" size={14} />
          {t("updates", { count: pendingChanges, shown: formatNumber(pendingChanges, locale) })}
        </Button>
      )}
      <div className="flex flex-wrap items-center gap-2 md:ml-auto">
        <GroupChoice group={search.group} />
        <span className="hidden items-center gap-2 md:inline-flex">
          <ViewMenu view={view} />
          <ExportLinks search={search} />
        </span>
        <Button
          size="compact"
          aria-pressed={isWhyOpen}
          className="aria-pressed:border-accent aria-pressed:text-accent"
          onClick={() => changeView({ isWhyOpen: !isWhyOpen }, "push")}
        >
          <Icon name="scale" size={14} />
          {t("whyButton")}
        </Button>
        <Button
          tone="quiet"
          size="compact"
          aria-label={t("keys.title")}
          className="max-md:hidden"
          onClick={onHelp}
        >
          <Kbd>?</Kbd>
        </Button>
      </div>
    </div>
  );
}

function GroupChoice({ group }: Pick<OfferSearch, "group">) {
  const t = useTranslations("offers");
  return (
    <span className="inline-flex w-40">
      <Select
        aria-label={t("groupBy")}
        value={group ?? ""}
        onChange={(event) =>
          changeSearch({ group: groupKeys.find((key) => key === event.target.value) ?? null })
        }
        className="[&>select]:h-7! [&>select]:text-13 pointer-coarse:[&>select]:h-11!"
      >
        <option value="">{t("ungrouped")}</option>
        {groupKeys.map((key) => (
          <option key={key} value={key}>
            {t("groupedBy", { what: t(`groups.${key}`) })}
          </option>
        ))}
      </Select>
    </span>
  );
}
