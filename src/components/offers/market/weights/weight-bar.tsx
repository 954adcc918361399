"use client";

import { useTranslations } from "use-intl/react";
import { formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { seriesFill } from "@/components/ui/series-fills";
import { Slider } from "@/components/ui/slider";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { useWeightDraft } from "./use-weight-draft";

type WeightBarProps = {
  search: OfferSearch;
  /** Called when the reader moves a slider, the only change for which rows may animate. */
  onMove?: () => void;
};

/** One slider per criterion; moving one distributes the rest among the others. */
export function WeightBar({ search, onMove }: WeightBarProps) {
  const t = useTranslations("offers");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const { percents, move } = useWeightDraft(search, onMove ?? ignore);
  const share = (percent: number) => formatShare(percent / 100, locale);
  return (
    <fieldset className="grid grid-cols-1 gap-x-5 gap-y-1 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-6">
      <legend className="sr-only">{t("weights")}</legend>
      {criterionIds.map((id, place) => (
        <div key={id} className="min-w-0">
          <div className="flex items-center gap-1.5 text-12">
            <span aria-hidden="true" className={`size-2 rounded-[2px] ${seriesFill(place)}`} />
            <span className="truncate text-muted">{names(id)}</span>
            <output className="tabular ml-auto">{share(percents[id])}</output>
          </div>
          <Slider
            label={t("weightOf", { criterion: names(id) })}
            value={[percents[id]]}
            min={0}
            max={100}
            step={1}
            onChange={([percent]) => percent !== undefined && move(id, percent)}
            describe={share}
          />
        </div>
      ))}
    </fieldset>
  );
}

function ignore(): void {}
