"use client";

import { useTranslations } from "use-intl";
import { formatPoints } from "@/components/format/format-fixed";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { seriesFill } from "@/components/ui/series-fills";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { normalizeWeights } from "@/domain/ranking/ranking";
import { criterionIds, presets } from "@/domain/ranking/ranking-criteria";
import { UtilitiesBar } from "../utilities-bar";
import type { OfferDetail } from "./offer-detail";

type ScoreCardProps = { offer: OfferDetail; search: OfferSearch };

/** The score under the weights of the search that the reader comes from, and where each figure lies on its scale. */
export function ScoreCard({ offer, search }: ScoreCardProps) {
  const isBalanced = search.weights === null && search.preset === "balanced";
  const weights = normalizeWeights(search.weights ?? presets[search.preset]);
  const [t, criteria, locale] = [
    useTranslations("offer.score"),
    useTranslations("criteria"),
    useCurrentLocale(),
  ];
  const points = (share: number) => formatPoints(share, locale);
  const parts = criterionIds.map((id, place) => ({
    id,
    label: criteria(id),
    weight: weights[id],
    utility: offer.utilities[place] ?? 0,
  }));
  const inWords = parts.map(({ label, utility }) => `${label} ${points(utility)}`).join(", ");
  return (
    <Card>
      <section aria-labelledby="score" className="flex flex-col gap-3 p-4">
        <header className="flex items-baseline justify-between gap-4">
          <h2 id="score" className="text-16">
            {t("title")}
          </h2>
          <p>
            <span className="tabular text-20">{points(offer.score)}</span>{" "}
            <span className="text-12 text-faint">{t("of")}</span>
          </p>
        </header>
        <UtilitiesBar parts={parts} label={`${t("title")} ${points(offer.score)}: ${inWords}`} />
        <dl className="flex flex-col gap-1.5 text-13">
          {parts.map(({ id, label, utility }, place) => (
            <div key={id} className="flex items-center gap-2">
              <dt className="flex items-center gap-2 text-muted">
                <span aria-hidden="true" className={`size-2 rounded-[2px] ${seriesFill(place)}`} />
                {label}
              </dt>
              <dd className="tabular ml-auto">{points(utility)}</dd>
            </div>
          ))}
        </dl>
        <p className="text-12 text-muted">{t(isBalanced ? "note" : "noteOwn")}</p>
      </section>
    </Card>
  );
}
