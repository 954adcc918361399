"use client";

import { useTranslations } from "use-intl/react";
import { formatPoints } from "@/components/format/format-fixed";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Unknown } from "@/components/ui/figure";
import { seriesFill } from "@/components/ui/series-fills";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import type { Against, ExplainedOffer, Why } from "../types";
import { roundedParts } from "./rounded-points";
import { useCriterionFigure } from "./use-criterion-figure";

type PointsTableProps = { why: Why; against: Against };

/** The figures of both offers, and the points that each criterion takes or gives; the points add up to the difference. */
export function PointsTable({ why: { offer, domain }, against }: PointsTableProps) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const source = useTranslations("source");
  const figureOf = useCriterionFigure();
  const points = roundedParts(against.parts, offer.score, against.offer.score);
  const longest = Math.max(...points.map(Math.abs), 1);
  return (
    <table className="w-full border-collapse text-12">
      <thead>
        <tr className="text-faint">
          <th scope="col" className="pb-1 text-left font-normal">
            {t("points.heading")}
          </th>
          <th scope="col" className="pb-1 text-right font-normal">
            {t("points.this")}
          </th>
          <th scope="col" className="pb-1 pl-3 text-right font-normal">
            {t("points.place", { place: against.offer.place })}
          </th>
          <th scope="col" colSpan={2} className="pb-1 text-right font-normal">
            {t("points.points")}
          </th>
        </tr>
      </thead>
      <tbody>
        {criterionIds.map((id, index) => {
          const [part, exact] = [points[index] ?? 0, against.parts[index] ?? 0];
          const [own, other] = [figureOf(offer, id), figureOf(against.offer, id)];
          return (
            <tr key={id} className={exact === 0 ? "text-muted" : ""}>
              <th scope="row" className="h-7 text-left font-normal">
                <span className="inline-flex items-center gap-2">
                  <span aria-hidden="true" className={`size-2 shrink-0 rounded-[2px] ${seriesFill(index)}`} />
                  {names(id)}
                </span>
              </th>
              {[own, other].map((figure, side) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the two sides never change places.
                  key={side}
                  className="tabular h-7 pl-3 text-right whitespace-nowrap"
                  title={figure === null && domain.scales[id] !== null ? t("countsAsMiddle") : undefined}
                >
                  {figure ?? <Unknown label={source("unknown")} />}
                </td>
              ))}
              <td className="h-7 w-24 pl-3">
                <PartBar part={part || Math.sign(exact) * 0.1} longest={longest} />
              </td>
              <td className="tabular h-7 w-11 text-right">
                <Points tenths={part} exact={exact} />
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <Sum offer={offer} against={against} points={points} />
      </tfoot>
    </table>
  );
}

/** From the middle to the left in red or to the right in green; an open circle where nothing is lost or won. */
function PartBar({ part, longest }: { part: number; longest: number }) {
  if (part === 0)
    return (
      <span aria-hidden="true" className="relative block h-3">
        <span className="absolute top-1/2 left-1/2 size-1.5 -translate-1/2 rounded-full border border-text" />
      </span>
    );
  const width = `${Math.max((Math.abs(part) / longest) * 50, 2)}%`;
  return (
    <span aria-hidden="true" className="relative block h-3">
      <span className="absolute inset-y-0 left-1/2 w-px bg-border-strong" />
      <span
        className={`absolute inset-y-0 rounded-[2px] ${part < 0 ? "right-1/2 bg-danger" : "left-1/2 bg-accent"}`}
        style={{ width }}
      />
    </span>
  );
}

type PointsProps = { tenths: number; exact?: number };

/** "+0.4"; "+<0.1" where a part is too small to be shown, and 0 only where there is none. */
function Points({ tenths, exact = tenths }: PointsProps) {
  const [t, locale] = [useTranslations("offers.why.points"), useCurrentLocale()];
  if (exact === 0) return "0";
  if (tenths === 0) {
    const least = formatPoints(1 / 1000, locale);
    return (
      <span className={`whitespace-nowrap ${exact < 0 ? "text-danger" : "text-accent"}`}>
        <span aria-hidden="true">
          {exact < 0 ? "−" : "+"}&lt;{least}
        </span>
        <span className="sr-only">{t(exact < 0 ? "lostUnder" : "wonUnder", { least })}</span>
      </span>
    );
  }
  const text = formatPoints(Math.abs(tenths) / 1000, locale);
  return (
    <span className={tenths < 0 ? "text-danger" : "text-accent"}>
      {tenths < 0 ? "−" : "+"}
      {text}
    </span>
  );
}

type SumProps = { offer: ExplainedOffer; against: Against; points: readonly number[] };

function Sum({ offer, against, points }: SumProps) {
  const t = useTranslations("offers.why");
  const locale = useCurrentLocale();
  const lost = points.filter((part) => part < 0).reduce((sum, part) => sum + part, 0);
  const won = points.filter((part) => part > 0).reduce((sum, part) => sum + part, 0);
  return (
    <tr className="border-t">
      <th scope="row" className="h-9 text-left font-normal text-muted">
        {t("points.sum")}
      </th>
      <td colSpan={4} className="tabular h-9 text-right text-13">
        {formatPoints(against.offer.score, locale)} {lost !== 0 && <Points tenths={lost} />}{" "}
        {won !== 0 && <Points tenths={won} />} ={" "}
        <span className="font-medium">{formatPoints(offer.score, locale)}</span>
      </td>
    </tr>
  );
}
