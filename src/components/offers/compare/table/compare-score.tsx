"use client";

import { useTranslations } from "use-intl";
import { formatPoints } from "@/components/format/format-fixed";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { seriesFill } from "@/components/ui/series-fills";
import { Cell } from "@/components/ui/table";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { UtilitiesBar } from "../../utilities-bar";
import type { ComparedOffer } from "../compared-offer";
import { FigureRow } from "./figure-row";
import { canBeBest, markBest, scoreFigure } from "./figures";
import { LabelCell } from "./value-cell";

/** The score, its bar, and where each figure lies on its scale. */
export function CompareScore({ offers }: { offers: readonly ComparedOffer[] }) {
  const [t, criteria, locale] = [useTranslations("compare"), useTranslations("criteria"), useCurrentLocale()];
  const points = (share: number) => formatPoints(share, locale);
  const partsOf = (offer: ComparedOffer) =>
    criterionIds.map((id, place) => ({
      label: criteria(id),
      weight: offer.weights[id],
      utility: offer.utilities[place] ?? 0,
    }));
  return (
    <>
      <FigureRow figure={scoreFigure} offers={offers} />
      <tr>
        <LabelCell label={t("figures.utilities")} />
        {offers.map((offer) => (
          <Cell key={offer.id} className="h-10! px-4">
            <UtilitiesBar
              parts={partsOf(offer)}
              label={partsOf(offer)
                .map(({ label, utility }) => `${label} ${points(utility)}`)
                .join(", ")}
            />
          </Cell>
        ))}
      </tr>
      {criterionIds.map((id, place) => (
        <UtilityRow
          key={id}
          label={criteria(id)}
          place={place}
          values={offers.map((offer) => offer.utilities[place] ?? 0)}
          ids={offers.map((offer) => offer.id)}
          mayBeBest={(column) => canBeBest(offers[column], { isPrice: id === "price" })}
        />
      ))}
    </>
  );
}

type UtilityRowProps = {
  label: string;
  place: number;
  values: readonly number[];
  ids: readonly string[];
  /** A past price is good in the score, but never the best; an offer that is gone is the best of nothing. */
  mayBeBest: (column: number) => boolean;
};

function UtilityRow({ label, place, values, ids, mayBeBest }: UtilityRowProps) {
  const locale = useCurrentLocale();
  const marked = markBest(values, "high", mayBeBest);
  const edge = place === criterionIds.length - 1 ? "border-b" : "";
  return (
    <tr>
      <th
        scope="row"
        className={`sticky left-0 z-10 h-7 border-r bg-surface pr-3 pl-4 text-left text-12 font-normal text-muted ${edge}`}
      >
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className={`size-2 shrink-0 rounded-[2px] ${seriesFill(place)}`} />
          {label}
        </span>
      </th>
      {ids.map((id, column) => (
        <td
          key={id}
          className={`tabular h-7 px-4 text-12 ${edge} ${marked[column]?.isBest ? "text-text" : "text-muted"}`}
        >
          {formatPoints(values[column] ?? 0, locale)}
        </td>
      ))}
    </tr>
  );
}
