"use client";

import Link from "next/link";
import { useCallback } from "react";
import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { buttonStyle } from "@/components/ui/button-style";
import type { RowSelection } from "@/components/ui/data-table/column";
import { useDataTable } from "@/components/ui/data-table/use-data-table";
import type { Glide } from "@/components/ui/data-table/use-glide";
import { VirtualCards } from "@/components/ui/data-table/virtual-cards";
import { VirtualTable } from "@/components/ui/data-table/virtual-table";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { useOfferLinks } from "../../offer-links";
import { toggleCompared } from "../toggle-compared";
import type { Hit } from "../types";
import { changeSearch } from "../use-market-url";
import type { useOfferPages } from "../use-offer-pages";
import type { TableView } from "../view/use-table-view";
import { searchOrderOf, sortOrderOf } from "./columns";
import { HeldPriceNotice } from "./offer-cells";
import { useOfferColumns } from "./offer-columns";
import { offerName } from "./offer-name";
import { PAGE_SIZE } from "./row-count";

/** A card with its gap, before it is measured. */
const CARD_HEIGHT_PX = 182;
/** The rows are read by pages as they come into sight, so the table holds none itself. */
const noRows: readonly Hit[] = [];

type OfferListProps = {
  search: OfferSearch;
  pages: ReturnType<typeof useOfferPages>;
  view: TableView;
  isPhone: boolean;
  activeIndex: number;
  compared: readonly string[];
  /** The offer of which the panel says why it stands where it does. */
  askedId: string | null;
  mayGlide: Glide["isAllowed"];
};

/** All offers that match: one long table, or cards on a phone. */
export function OfferList(props: OfferListProps) {
  const { search, pages, view, isPhone, activeIndex, compared, askedId, mayGlide } = props;
  const [t, links] = [useTranslations("offers"), useOfferLinks()];
  const columns = useOfferColumns();
  const model = useDataTable({
    columns,
    rows: noRows,
    shown: view.shown,
    sort: sortOrderOf(search),
    onSort: (order) => changeSearch(searchOrderOf(order)),
    isServerSorted: true,
  });
  const rowAttributes = useCallback(
    ({ id }: Hit) => ({ "data-offer": id, "data-asked": id === askedId ? "" : undefined }),
    [askedId],
  );
  const rows = {
    label: t("table"),
    count: pages.rowCount,
    rowAt: pages.hitAt,
    rowId,
    rowAttributes,
    onInSight: pages.want,
    selection: useComparison(compared),
  };
  if (isPhone)
    return (
      <VirtualCards
        {...rows}
        columns={columns}
        cards={{ lead: (hit) => <HeldPriceNotice hit={hit} isLine /> }}
        heightPx={CARD_HEIGHT_PX}
        selectWord={t("compare")}
        actions={(hit) => (
          <Link href={links.offer(hit.id)} prefetch={false} className={`${buttonStyle("plain")} h-11!`}>
            {t("open")}
          </Link>
        )}
      />
    );
  return (
    <VirtualTable
      {...rows}
      model={model}
      rowHeightPx={view.isCompact ? 32 : 40}
      firstIndex={(search.page - 1) * PAGE_SIZE}
      activeIndex={activeIndex}
      question={questionOf(search)}
      glide={{ rowsOf: pages.first.dataUpdatedAt, isAllowed: mayGlide }}
      className="h-full min-h-80 max-md:hidden"
    />
  );
}

function useComparison(compared: readonly string[]): RowSelection<Hit> {
  const [t, locale] = [useTranslations("offers"), useCurrentLocale()];
  // The same function in each render, so that a row renders again for its own box and not for every box.
  const labelOf = useCallback(
    (hit: Hit) => t("compareOffer", { offer: `${hit.providerName}, ${offerName(hit, locale)}` }),
    [t, locale],
  );
  return { isSelected: (id) => compared.includes(id), onToggle: toggleCompared, labelOf };
}

function rowId({ id }: Hit): string {
  return id;
}

/** Other weights are the same question: the reader watches the rows move. */
function questionOf(search: OfferSearch): string {
  return JSON.stringify({ ...search, weights: null, preset: null, page: 1 });
}
