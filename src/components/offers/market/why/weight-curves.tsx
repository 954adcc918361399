"use client";

import { useState } from "react";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useTranslations } from "use-intl/react";
import { formatScore } from "@/components/format/format-fixed";
import { formatNumber, formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Select } from "@/components/ui/select";
import { SeriesLegend } from "@/components/ui/stacked-bar";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { type CriterionId, criterionIds } from "@/domain/ranking/ranking-criteria";
import type { Why } from "../types";
import { useWhyNames } from "./use-why-names";

const colors = ["var(--chart-1)", "var(--chart-2)", "var(--chart-3)"];
const dashes = [undefined, "6 3", "2 3"];
const tick = { fontSize: 11, fill: "var(--text-faint)", fontFamily: "var(--font-mono)" };

/** The scores of the first three offers against the weight of one criterion: where lines cross, the order changes. */
export function WeightCurves({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const [criterion, setCriterion] = useState<CriterionId>("price");
  const { withProvider } = useWhyNames();
  const offers = why.offers.map((offer, place) => `${place + 1} · ${withProvider(offer)}`);
  return (
    <div>
      <Select
        value={criterion}
        onChange={(event) => setCriterion(criterionIds.find((id) => id === event.target.value) ?? "price")}
        aria-label={t("curveOf")}
      >
        {criterionIds.map((id) => (
          <option key={id} value={id}>
            {t("weightOf", { criterion: names(id) })}
          </option>
        ))}
      </Select>
      <figure aria-label={t("curveLabel", { criterion: names(criterion) })} className="mt-3">
        <CurveChart why={why} criterion={criterion} offers={offers} />
      </figure>
      <SeriesLegend labels={offers} />
      <details className="mt-2">
        <summary className="inline-flex items-center rounded-control py-1 text-12 text-muted underline underline-offset-2 touch-target">
          {t("asTable")}
        </summary>
        <TableScroll label={t("asTable")} className="mt-1 max-h-64 overflow-auto rounded-control border">
          <Table>
            <thead>
              <tr>
                <HeadCell isNumber>{t("weight")}</HeadCell>
                {offers.map((name, place) => (
                  <HeadCell key={why.offers[place]?.id} isNumber>
                    {name}
                  </HeadCell>
                ))}
              </tr>
            </thead>
            <tbody>
              {everyTenth(why.curves[criterion]).map(({ weight, scores }) => (
                <tr key={weight}>
                  <RowHeadCell className="tabular h-7! text-right! font-normal">
                    {formatShare(weight, locale)}
                  </RowHeadCell>
                  {scores.map((score, place) => (
                    <Cell key={why.offers[place]?.id} isNumber className="h-7!">
                      {formatScore(score, locale)}
                    </Cell>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      </details>
    </div>
  );
}

type CurveChartProps = { why: Why; criterion: CriterionId; offers: readonly string[] };

function CurveChart({ why, criterion, offers }: CurveChartProps) {
  const t = useTranslations("offers.why");
  const locale = useCurrentLocale();
  const points = why.curves[criterion].map(({ weight, scores }) => ({ weight, ...scores }));
  const share = (value: number) => formatShare(value, locale);
  return (
    <ResponsiveContainer width="100%" height={190}>
      <LineChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: -18 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--border)" vertical={false} />
        <XAxis
          dataKey="weight"
          type="number"
          domain={[0, 1]}
          ticks={[0, 0.25, 0.5, 0.75, 1]}
          tickFormatter={share}
          tick={tick}
          stroke="var(--border-strong)"
          tickLine={false}
        />
        <YAxis
          domain={around}
          tickFormatter={(value: number) => formatNumber(value, locale, 2)}
          tick={tick}
          axisLine={false}
          tickLine={false}
        />
        <ReferenceLine
          x={why.weights[criterion]}
          stroke="var(--text-faint)"
          strokeDasharray="3 3"
          label={{ value: t("now"), position: "insideTopRight", fontSize: 11, fill: "var(--text-muted)" }}
        />
        <Tooltip
          isAnimationActive={false}
          formatter={(value) => formatScore(Number(value), locale)}
          labelFormatter={(weight) => share(Number(weight))}
          contentStyle={{
            background: "var(--raised)",
            border: "1px solid var(--border-strong)",
            borderRadius: 6,
            fontSize: 12,
          }}
          labelStyle={{ color: "var(--text-muted)" }}
          itemStyle={{ color: "var(--text)" }}
        />
        {offers.map((name, place) => (
          <Line
            key={why.offers[place]?.id}
            dataKey={String(place)}
            name={name}
            stroke={colors[place]}
            strokeDasharray={dashes[place]}
            strokeWidth={1.75}
            dot={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Close scores cross within a hundredth, so the axis shows their range instead of 0 to 1. */
function around([low, high]: readonly [number, number]): [number, number] {
  return [Math.max(0, Math.floor(low * 20) / 20), Math.min(1, Math.ceil(high * 20) / 20)];
}

/** In a table, eleven rows say as much as forty. */
function everyTenth(points: Why["curves"][CriterionId]): Why["curves"][CriterionId] {
  const step = Math.max(1, Math.round((points.length - 1) / 10));
  return points.filter((_, place) => place % step === 0);
}
