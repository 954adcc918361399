"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Connection } from "@/components/realtime/use-market-events";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Skeleton } from "@/components/ui/skeleton";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { ExportLinks } from "./export-links";
import { ConnectionMark } from "./live/connection-mark";
import type { SearchAnswer } from "./types";
import { changeView } from "./use-market-url";
import { GroupChoice } from "./view/group-choice";
import type { TableView } from "./view/use-table-view";
import { WHY_FIRST } from "./view/view-params";

/** The popover brings in a positioning library, so it loads separately from the page. */
const ViewMenu = dynamic(() => import("./view/view-menu").then((module) => module.ViewMenu), {
  ssr: false,
  loading: () => <Skeleton className="h-7 w-20" />,
});

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

/** The number of offers, the state of the live connection, and the actions of the page. */
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
        <span className="hidden items-center gap-2 md:inline-flex">
          <GroupChoice group={search.group} />
          <ViewMenu view={view} />
          <ExportLinks search={search} />
        </span>
        <Button
          size="compact"
          aria-pressed={isWhyOpen}
          className="aria-pressed:border-accent aria-pressed:text-accent"
          onClick={() => changeView({ why: isWhyOpen ? null : WHY_FIRST }, "push")}
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
