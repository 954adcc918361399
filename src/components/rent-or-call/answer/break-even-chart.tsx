"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Skeleton } from "@/components/ui/skeleton";
import type { Comparison } from "../types";
import { CostTable } from "./cost-table";
import { formatAmount, formatVolume } from "./figures";

// The chart library is large, and the page shows its figures without it.
const CostChart = dynamic(() => import("@/components/charts/cost-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** What each side costs at other volumes, with the reader's volume and the break-even marked. */
export function BreakEvenChart({ comparison }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.chart");
  const { curve } = comparison;
  // The cost of calls alone is a straight line and adds nothing to the answer.
  if (!curve?.some(({ rent }) => rent !== null)) return null;
  return (
    <ChartFrame
      title={t("title")}
      axisLabel={t("axis")}
      words={{ view: t("view"), chart: t("asChart"), table: t("asTable") }}
      summary={<Legend curve={curve} />}
      chart={<Plot comparison={comparison} curve={curve} />}
      table={<CostTable curve={curve} offers={comparison.curveOffers} />}
      note={t("note")}
    />
  );
}

type Curve = NonNullable<Comparison["curve"]>;

function Legend({ curve }: { curve: Curve }) {
  const t = useTranslations("rentOrCall.chart");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
      {curve.some(({ call }) => call !== null) && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden="true" className="w-5 border-t-2 border-dashed border-chart-2" />
          {t("call")}
        </li>
      )}
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-5 border-t-2 border-chart-1" />
        {t("rent")}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="h-3 w-5 bg-chart-1 opacity-20" />
        {t("band")}
      </li>
    </ul>
  );
}

function Plot({ comparison, curve }: { comparison: Comparison; curve: Curve }) {
  const t = useTranslations("rentOrCall.chart");
  const locale = useCurrentLocale();
  const even = comparison.breakEven?.expected ?? null;
  const amount = (microUsd: number | null | undefined) =>
    microUsd == null ? t("none") : formatAmount(microUsd, locale);
  const [first, last] = [curve[0], curve.at(-1)];
  return (
    <CostChart
      rows={curve.map(({ tokensPerDay, call, rent }) => ({
        at: tokensPerDay,
        line: call,
        steps: rent?.expected ?? null,
        band: rent && [rent.low, rent.high],
      }))}
      marks={[
        { at: comparison.question.tokens, label: t("yours"), isMain: false },
        ...(even ? [{ at: even.tokensPerDay, label: t("even"), isMain: true }] : []),
      ]}
      label={t("inWords", {
        from: formatVolume(first?.tokensPerDay ?? 0, locale),
        to: formatVolume(last?.tokensPerDay ?? 0, locale),
        callFrom: amount(first?.call),
        callTo: amount(last?.call),
        rentFrom: amount(first?.rent?.expected),
        rentTo: amount(last?.rent?.expected),
        even: even ? `${t("even")}: ${formatVolume(even.tokensPerDay, locale)}` : "",
      })}
      names={{ line: t("call"), steps: t("rent"), band: t("band") }}
      formatAt={(at) => formatVolume(at, locale)}
      formatValue={(value) => formatAmount(value, locale)}
    />
  );
}
