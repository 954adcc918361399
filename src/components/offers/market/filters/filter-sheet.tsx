"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { OfferSearch } from "@/domain/offer/offer-search";
import type { SearchAnswer } from "../types";
import { changeSearch } from "../use-market-url";
import { GroupChoice } from "../view/group-choice";
import { PresetChoice } from "../weights/preset-choice";
import { WeightBar } from "../weights/weight-bar";
import { FacetRail } from "./facet-rail";
import { withoutFilters } from "./filter-text";

type FilterSheetProps = {
  isOpen: boolean;
  onClose: () => void;
  search: OfferSearch;
  answer: SearchAnswer | undefined;
  isPhone: boolean;
};

/** The filters in a sheet, for screens without space beside the table; the button says how many offers match. */
export function FilterSheet({ isOpen, onClose, search, answer, isPhone }: FilterSheetProps) {
  const t = useTranslations("offers");
  const locale = useCurrentLocale();
  const total = answer?.total ?? 0;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("filtersButton")}
      closeLabel={t("close")}
      placement={isPhone ? "bottom" : "right"}
      footer={
        <>
          <Button tone="quiet" onClick={() => changeSearch(withoutFilters())}>
            {t("clearAll")}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {t("showOffers", { count: total, shown: formatNumber(total, locale) })}
          </Button>
        </>
      }
    >
      {isPhone && <RankingControls search={search} />}
      <FacetRail search={search} facets={answer?.facets ?? null} need={answer?.need ?? null} />
    </Dialog>
  );
}

/** On a phone the weights have no other place; collapsed, so that the filters come first. */
function RankingControls({ search }: { search: OfferSearch }) {
  const t = useTranslations("offers");
  return (
    <details className="mb-3 border-b pb-1">
      <summary className="flex items-center gap-1.5 rounded-control text-13 font-medium touch-target">
        <Icon name="sliders-horizontal" size={14} className="text-muted" />
        {t("weightsAndGroups")}
      </summary>
      <div className="flex flex-col gap-3 py-2">
        <div className="flex min-w-0 overflow-x-auto">
          <PresetChoice search={search} />
        </div>
        <WeightBar search={search} />
        <GroupChoice group={search.group} />
      </div>
    </details>
  );
}
