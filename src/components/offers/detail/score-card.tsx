"use client";

import { useTranslations } from "use-intl";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { seriesFill } from "@/components/ui/series-fills";
import { StackedBar } from "@/components/ui/stacked-bar";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { formatPoints } from "../points";
import type { OfferDetail } from "./offer-detail";

type ScoreCardProps = { offer: OfferDetail; search: OfferSearch };

/** The score under the weights of the search that the reader comes from, broken down by criterion. */
export function ScoreCard({ offer, search }: ScoreCardProps) {
  const isBalanced = search.weights === null && search.preset === "balanced";
  const [t, criteria, locale] = [
    useTranslations("offer.score"),
    useTranslations("criteria"),
    useCurrentLocale(),
  ];
  const points = (share: number) => formatPoints(share, locale);
  const parts = criterionIds.map((id, place) => ({
    id,
    label: criteria(id),
    share: offer.contributions[place] ?? 0,
  }));
  const inWords = parts.map(({ label, share }) => `${label} ${points(share)}`).join(", ");
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
        <StackedBar parts={parts} label={`${t("title")} ${points(offer.score)}: ${inWords}`} />
        <dl className="flex flex-col gap-1.5 text-13">
          {parts.map(({ id, label, share }, place) => (
            <div key={id} className="flex items-center gap-2">
              <dt className="flex items-center gap-2 text-muted">
                <span aria-hidden="true" className={`size-2 rounded-[2px] ${seriesFill(place)}`} />
                {label}
              </dt>
              <dd className="tabular ml-auto">{points(share)}</dd>
            </div>
          ))}
        </dl>
        <p className="text-12 text-muted">{t(isBalanced ? "note" : "noteOwn")}</p>
      </section>
    </Card>
  );
}
