"use client";

import { useTranslations } from "use-intl";
import { formatPoints } from "@/components/format/format-fixed";
import { formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { seriesFill } from "@/components/ui/series-fills";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { percentWeights } from "../market/weights/percent-weights";
import { RankingPrice, ranksOtherwise } from "../question/ranking-price";
import { ScoreQuestion } from "../question/score-question";
import { UtilitiesBar } from "../utilities-bar";
import type { OfferDetail } from "./offer-detail";

type ScoreCardProps = { offer: OfferDetail; search: OfferSearch };

/** The score, the question that it answers, and of each criterion its weight in it and where the figure lies on its scale. */
export function ScoreCard({ offer, search }: ScoreCardProps) {
  const percents = percentWeights(offer.weights);
  const [t, scoring] = [useTranslations("offer.score"), useTranslations("scoring")];
  const [criteria, locale] = [useTranslations("criteria"), useCurrentLocale()];
  const points = (share: number) => formatPoints(share, locale);
  const parts = criterionIds.map((id, place) => ({
    id,
    label: criteria(id),
    weight: offer.weights[id],
    utility: offer.utilities[place] ?? 0,
  }));
  const inWords = parts.map(({ label, utility }) => `${label} ${points(utility)}`).join(", ");
  return (
    <Card>
      <section aria-labelledby="score" className="flex flex-col gap-3 p-4">
        <div>
          <header className="flex items-baseline justify-between gap-4">
            <h2 id="score" className="text-16">
              {t("title")}
            </h2>
            <p>
              <span className="tabular text-20">{points(offer.score)}</span>{" "}
              <span className="text-12 text-faint">{t("of")}</span>
            </p>
          </header>
          <p className="text-right text-12 text-muted">
            <ScoreQuestion search={search} />
          </p>
        </div>
        <UtilitiesBar parts={parts} label={`${t("title")} ${points(offer.score)}: ${inWords}`} />
        <table className="w-full text-13">
          <thead>
            <tr className="text-12 text-faint">
              <th scope="col" className="pb-1 text-left font-normal">
                {scoring("criterion")}
              </th>
              <th scope="col" className="pb-1 text-right font-normal">
                {scoring("weight")}
              </th>
              <th scope="col" className="pb-1 text-right font-normal">
                {scoring("utility")}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ id, label, utility }, place) => (
              <tr key={id}>
                <th scope="row" className="py-0.5 text-left font-normal text-muted">
                  <span className="inline-flex items-center gap-2">
                    <span aria-hidden="true" className={`size-2 rounded-[2px] ${seriesFill(place)}`} />
                    {label}
                  </span>
                </th>
                <td className="tabular text-right text-muted">{formatShare(percents[id] / 100, locale)}</td>
                <td className="tabular text-right">{points(utility)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {ranksOtherwise(offer) && (
          <p className="text-12">
            <RankingPrice offer={offer} />
          </p>
        )}
        <p className="text-12 text-muted">{scoring("distance")}</p>
      </section>
    </Card>
  );
}
