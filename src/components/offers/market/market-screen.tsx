"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { Button } from "@/components/ui/button";
import { Announcer } from "./announcer";
import { CompareTray } from "./compare-tray";
import { FacetRail } from "./facet-rail";
import { FilterChips } from "./filter-chips";
import { useFilterText } from "./filter-text";
import { IssueNotice } from "./issue-notice";
import { KeysDialog } from "./keys-dialog";
import { MarketBody } from "./market-body";
import { MarketHeader } from "./market-header";
import { PartialNotice } from "./partial-notice";
import { Toolbar } from "./toolbar";
import { useLiveMarket } from "./use-live-market";
import { changeView, queryOf, useMarketUrl } from "./use-market-url";
import { useMediaQuery } from "./use-media-query";
import { PAGE_SIZE, useOfferPages } from "./use-offer-pages";
import { useTableKeys } from "./use-table-keys";
import { useTableView } from "./use-table-view";
import { MOST_COMPARED } from "./view-params";
import { WeightBar } from "./weight-bar";
import { WhyPanel } from "./why/why-panel";

/** The market: every offer that passes the filters, ranked, live, and explained. */
export function MarketScreen() {
  const t = useTranslations("offers");
  const router = useRouter();
  const { search, issues, view } = useMarketUrl();
  const parameters = queryOf(search);
  const pages = useOfferPages(parameters);
  const table = useTableView(view);
  const live = useLiveMarket({
    parameters,
    pages: pages.pages,
    providers: search.provider,
    dataUpdatedAt: pages.first.dataUpdatedAt,
    isFetching: pages.first.isFetching,
  });
  const filterCount = useFilterText().activeFilters(search).length;
  const filterField = useRef<HTMLInputElement>(null);
  const mayGlide = useRef(false);
  const [activeIndex, setActiveIndex] = useState(-1);
  const [sheet, setSheet] = useState<"filters" | "keys" | null>(null);
  const [areWeightsOpen, setWeightsOpen] = useState(false);
  const isWide = useMediaQuery("(min-width: 1280px)");
  const isPhone = useMediaQuery("(max-width: 767px)");
  // With the panel open there is room for one of the two only, below 1700 px.
  const isRoomy = useMediaQuery("(min-width: 1700px)");
  const hasRail = isWide && (!view.isWhyOpen || isRoomy);
  const answer = pages.first.data;
  const total = answer?.total ?? 0;

  function move(step: 1 | -1): void {
    const next = Math.min(Math.max(activeIndex + step, 0), total - 1);
    setActiveIndex(next);
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`[data-row="${next}"] [role="rowheader"] a`)?.focus({ preventScroll: true });
    });
  }

  function compare(id: string): void {
    const isIn = view.compared.includes(id);
    if (!isIn && view.compared.length >= MOST_COMPARED) return;
    changeView({ compared: isIn ? view.compared.filter((one) => one !== id) : [...view.compared, id] });
  }

  useTableKeys({
    onMove: move,
    onOpen: () => {
      const hit = pages.hitAt(activeIndex);
      if (hit) router.push(`/offers/${hit.id}`);
    },
    onCompare: () => {
      const hit = pages.hitAt(activeIndex);
      if (hit) compare(hit.id);
    },
    onFilter: () => filterField.current?.focus(),
    onHelp: () => setSheet("keys"),
  });
  return null;
}
