"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { OfferSearch } from "@/domain/offer-search";
import { FacetRail } from "./facet-rail";
import { withoutFilters } from "./filter-text";
import type { SearchAnswer } from "./types";
import { changeSearch } from "./use-market-url";

type FilterSheetProps = {
  isOpen: boolean;
  onClose: () => void;
  search: OfferSearch;
  answer: SearchAnswer | undefined;
  isPhone: boolean;
};

/** The filters where they have no room beside the table; the button says what they leave. */
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
      <FacetRail search={search} facets={answer?.facets ?? null} />
    </Dialog>
  );
}
