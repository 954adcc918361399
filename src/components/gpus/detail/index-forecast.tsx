"use client";

import { useFormatter, useTranslations } from "use-intl";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatNumber, formatShare } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Cell, HeadCell, RowHeadCell, Table } from "@/components/ui/table";
import type { BackTest } from "@/domain/price/forecast/forecast-back-test";
import { INTERVAL_LEVEL, type IndexForecast } from "@/domain/price/forecast/index-forecast";
import type { GpuIndex } from "../index-types";
import { KindColumns } from "./kind-columns";

/** Hours of the forecast that the page lists; the API has all of them. */
const shownHours = [1, 6, 12, 24];

/** The forecast with its back-test if it beats the last value, else the reason why there is none. */
export function IndexForecastCard({ index }: { index: GpuIndex }) {
  const t = useTranslations("gpus.forecast");
  return (
    <KindColumns
      id="forecast"
      title={t("title")}
      lead={t("lead")}
      render={(kind) => <Forecast forecast={index.kinds[kind].forecast} />}
    />
  );
}

function Forecast({ forecast }: { forecast: IndexForecast }) {
  return (
    <div className="flex flex-col gap-3 px-4 py-2">
      <Verdict forecast={forecast} />
      {forecast.verdict === "shown" && <Hours forecast={forecast} />}
      {"backTest" in forecast && <BackTestFigures backTest={forecast.backTest} />}
    </div>
  );
}

function Verdict({ forecast }: { forecast: IndexForecast }) {
  const [t, format, locale] = [useTranslations("gpus.forecast"), useFormatter(), useCurrentLocale()];
  const sentences = {
    shown: () => t("shown"),
    no_better: () => t("no_better"),
    too_short: ({ hours, needed }: { hours: number; needed: number }) => t("too_short", { hours, needed }),
  };
  switch (forecast.verdict) {
    case "too_short":
      return <p className="text-14">{sentences.too_short(forecast)}</p>;
    case "gaps":
      return <p className="text-14">{t("gaps", { missing: formatShare(forecast.missing, locale) })}</p>;
    case "not_current":
      return (
        <p className="text-14">
          {t("not_current", { at: format.dateTime(new Date(forecast.lastAt), dayAndMinute) })}
        </p>
      );
    default:
      return <p className="text-14">{sentences[forecast.verdict]()}</p>;
  }
}

function Hours({ forecast }: { forecast: Extract<IndexForecast, { verdict: "shown" }> }) {
  const [t, locale] = [useTranslations("gpus.forecast"), useCurrentLocale()];
  const level = formatShare(forecast.level, locale);
  return (
    <Table>
      <caption className="sr-only">{t("hoursTable")}</caption>
      <thead>
        <tr>
          <HeadCell className="pl-0">{t("hoursTable")}</HeadCell>
          <HeadCell isNumber>$/GPU-h</HeadCell>
          <HeadCell isNumber className="pr-0">
            {t("interval", { level })}
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {shownHours.map((hours) => {
          const one = forecast.hours[hours - 1];
          if (one === undefined) return null;
          return (
            <tr key={hours}>
              <RowHeadCell className="h-8! pl-0 font-normal!">{t("expected", { hours })}</RowHeadCell>
              <Cell isNumber className="h-8!">
                {formatPrice(one.expected, locale)}
              </Cell>
              <Cell isNumber className="h-8! pr-0">
                {formatPrice(one.low, locale)}–{formatPrice(one.high, locale)}
              </Cell>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function BackTestFigures({ backTest }: { backTest: BackTest }) {
  const [t, words, locale] = [
    useTranslations("gpus.forecast"),
    useTranslations("source"),
    useCurrentLocale(),
  ];
  const { relativeError, coverage } = backTest;
  const level = formatShare(INTERVAL_LEVEL, locale);
  const figures = [
    [t("error"), formatPrice(backTest.meanErrorMicroUsd, locale)],
    [t("lastError"), formatPrice(backTest.lastValueErrorMicroUsd, locale)],
    [t("ratio"), relativeError === null ? t("never") : formatNumber(relativeError, locale, 2)],
    [
      t("coverage"),
      coverage === null
        ? words("unknown")
        : t("coverageOf", { coverage: formatShare(coverage, locale), level }),
    ],
    [t("origins"), t("originsValue", { count: backTest.origins })],
  ];
  return (
    <div>
      <h4 className="mb-1 text-12 font-normal text-faint">{t("backTest")}</h4>
      <dl className="grid gap-x-6 gap-y-1 text-13 sm:grid-cols-2">
        {figures.map(([name, value]) => (
          <div key={name} className="flex items-baseline justify-between gap-3">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
