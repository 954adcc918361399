"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { useHistoryWindow } from "@/components/charts/window/use-history-window";
import { formatListDay } from "@/components/format/list-day";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { historyWindowNames } from "@/domain/price/price-history";
import type { OfferDetail } from "../offer-detail";
import { PriceHistoryChart } from "./price-history-chart";
import { PriceHistoryNote } from "./price-history-note";
import { PriceHistorySummary } from "./price-history-summary";
import { PriceHistoryTable } from "./price-history-table";
import { pricePeriods, priceSpanOf } from "./price-periods";

/** The price over time or, for a list price, also one that a feed repeats, the reason why there is no history. */
export function PriceHistory({ offer }: { offer: OfferDetail }) {
  return offer.source === "list" || offer.listedOn !== null ? (
    <NoHistory offer={offer} />
  ) : (
    <PolledHistory offer={offer} />
  );
}

function NoHistory({ offer }: { offer: OfferDetail }) {
  const [t, locale] = [useTranslations("offer.history"), useCurrentLocale()];
  const date = offer.listedOn === null ? t("noDate") : formatListDay(offer.listedOn, locale);
  return (
    <Card>
      <section aria-labelledby="price-history" className="flex flex-col gap-2 p-4">
        <h2 id="price-history" className="text-16">
          {t("title")}
        </h2>
        <p className="max-w-prose text-14 text-muted">
          {t(offer.feedSource === "list" ? "listOnly" : "listRepeated", {
            provider: offer.providerName,
            date,
          })}
        </p>
      </section>
    </Card>
  );
}

function PolledHistory({ offer }: { offer: OfferDetail }) {
  const t = useTranslations("offer.history");
  const trpc = useTRPC();
  const [window, chooseWindow] = useHistoryWindow();
  const options = trpc.prices.ofOffer.queryOptions({ id: offer.id, window });
  const { data: history, isError, refetch } = useQuery({ ...options, placeholderData: keepPreviousData });
  const periods = history ? pricePeriods(history.points, history.to) : null;
  const plot = isError ? (
    <Notice
      tone="danger"
      action={
        <Button size="compact" onClick={() => void refetch()}>
          {t("retry")}
        </Button>
      }
    >
      {t("failed")}
    </Notice>
  ) : (
    <Skeleton className="h-full" />
  );
  const isDrawn = history !== undefined && periods !== null;
  const table = isDrawn ? <PriceHistoryTable periods={periods} /> : plot;
  const isEmpty = periods !== null && priceSpanOf(periods) === null;
  return (
    <ChartFrame
      title={t("title")}
      axisLabel={t("axis")}
      words={{ view: t("view"), chart: t("chart"), table: t("table") }}
      controls={
        <Segmented
          label={t("window")}
          name="history-window"
          value={window}
          onChange={chooseWindow}
          options={historyWindowNames.map((value) => ({ value, label: t(`windows.${value}`) }))}
        />
      }
      summary={periods && !isEmpty && <PriceHistorySummary periods={periods} window={window} />}
      chart={
        isDrawn ? (
          <PriceHistoryChart offer={offer} history={history} periods={periods} window={window} />
        ) : (
          plot
        )
      }
      nothing={isEmpty ? t("nothing") : null}
      table={isEmpty ? null : table}
      note={<PriceHistoryNote offer={offer} history={history} />}
    />
  );
}
