"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { IssueNotice } from "@/components/forms/issue-notice";
import { useActiveRow } from "@/components/ui/data-table/use-active-row";
import { useTableKeys } from "@/components/ui/data-table/use-table-keys";
import { OfferLinksProvider, useOfferLinks } from "../offer-links";
import { ScoreQuestion } from "../question/score-question";
import { CompareTray } from "./compare-tray";
import { FacetRail } from "./filters/facet-rail";
import { FilterChips } from "./filters/filter-chips";
import { FilterSheet } from "./filters/filter-sheet";
import { useFilterText } from "./filters/filter-text";
import { Announcer } from "./live/announcer";
import { useLiveMarket } from "./live/use-live-market";
import { MarketBody } from "./market-body";
import { MarketHeader } from "./market-header";
import { PartialNotice } from "./partial-notice";
import { PastNotice } from "./past-notice";
import { PAGE_SIZE } from "./table/row-count";
import { toggleCompared } from "./toggle-compared";
import { Toolbar } from "./toolbar";
import { changeView, hrefFor, queryOf, useMarketUrl } from "./use-market-url";
import { useOfferPages } from "./use-offer-pages";
import { KeysDialog } from "./view/keys-dialog";
import { useMediaQuery } from "./view/use-media-query";
import { useTableView } from "./view/use-table-view";
import { WHY_FIRST } from "./view/view-params";
import { WeightBar } from "./weights/weight-bar";

const WhyAside = dynamic(() => import("./why/why-frame").then((module) => module.WhyAside));
const WhySheet = dynamic(() => import("./why/why-frame").then((module) => module.WhySheet));

/** The market page: every offer that passes the filters, ranked, live and explained. */
export function MarketScreen() {
  return (
    <OfferLinksProvider search={useMarketUrl().search}>
      <Market />
    </OfferLinksProvider>
  );
}

function Market() {
  const links = useOfferLinks();
  const router = useRouter();
  const { search, issues, view } = useMarketUrl();
  const parameters = queryOf(search);
  const pages = useOfferPages(parameters);
  const { data: answer, dataUpdatedAt, isFetching } = pages.first;
  const table = useTableView(view);
  const live = useLiveMarket({
    parameters,
    pages: pages.pages,
    providers: search.provider,
    revision: answer?.revision ?? 0,
    dataUpdatedAt,
    isFetching,
  });
  const filterCount = useFilterText().activeFilters(search).length;
  const filterField = useRef<HTMLInputElement>(null);
  const mayGlide = useRef(false);
  const active = useActiveRow(JSON.stringify(parameters), pages.rowCount);
  const [sheet, setSheet] = useState<"filters" | "keys" | null>(null);
  const [weightsChoice, setWeightsChoice] = useState<boolean | null>(null);
  const isWide = useMediaQuery("(min-width: 1280px)");
  const isPhone = useMediaQuery("(max-width: 767px)");
  const isNarrow = useMediaQuery("(max-width: 1279px)");
  const areWeightsOpen = weightsChoice ?? isWide;
  const isWhyOpen = view.why !== null;
  const why = {
    search,
    offerId: view.why === WHY_FIRST ? null : view.why,
    idAt: (place: number) => pages.hitAt(place - 1 - (search.page - 1) * PAGE_SIZE)?.id ?? null,
  };

  function withActive(act: (id: string) => void): () => void {
    return () => {
      const hit = pages.hitAt(active.index);
      if (hit) act(hit.id);
    };
  }

  function onWeightMove(): void {
    mayGlide.current = true;
  }

  useTableKeys({
    onMove: active.move,
    onOpen: withActive((id) => router.push(links.offer(id))),
    others: {
      c: withActive(toggleCompared),
      w: withActive((id) => changeView({ why: id }, "push")),
      "/": () => filterField.current?.focus(),
      "?": () => setSheet("keys"),
    },
  });

  return (
    <div className="flex min-h-0 flex-col gap-3 md:h-[calc(100dvh-9rem)] md:min-h-[36rem] lg:-mx-4 lg:h-[calc(100dvh-6rem)]">
      <MarketHeader
        search={search}
        answer={answer}
        connection={live.connection}
        pendingChanges={live.pendingChanges}
        onApply={live.apply}
        isWhyOpen={isWhyOpen}
        view={table}
        onHelp={() => setSheet("keys")}
      />
      <IssueNotice issues={issues} />
      <PartialNotice />
      <Toolbar
        search={search}
        filterField={filterField}
        filterCount={filterCount}
        isPanelOpen={isWhyOpen}
        areWeightsOpen={areWeightsOpen}
        onWeights={() => setWeightsChoice(!areWeightsOpen)}
        onFilters={() => setSheet("filters")}
      />
      {weightsChoice !== false && (
        <div className={weightsChoice === null ? "hidden xl:block" : undefined}>
          <WeightBar search={search} onMove={onWeightMove} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <FilterChips search={search} />
        <p className="text-12 text-muted md:ml-auto">
          <ScoreQuestion search={search} href={hrefFor(search)} isNamed />
        </p>
      </div>
      <PastNotice first={answer?.hits[0]} />
      <div className="flex min-h-0 flex-1 gap-3">
        <aside
          className={`w-54 shrink-0 overflow-y-auto overscroll-contain pr-1 ${isWhyOpen ? "hidden" : "hidden xl:block"}`}
        >
          <FacetRail search={search} facets={answer?.facets ?? null} need={answer?.need ?? null} />
        </aside>
        <div className="min-w-0 flex-1">
          <MarketBody
            search={search}
            pages={pages}
            heard={live.heard}
            view={table}
            isPhone={isPhone}
            activeIndex={active.index}
            compared={view.compared}
            askedId={isWhyOpen ? (why.offerId ?? why.idAt(1)) : null}
            mayGlide={mayGlide}
          />
        </div>
        {isWhyOpen && !isNarrow && <WhyAside {...why} />}
      </div>
      <CompareTray ids={view.compared} parameters={parameters} onCompare={toggleCompared} />
      <FilterSheet
        isOpen={sheet === "filters"}
        onClose={() => setSheet(null)}
        search={search}
        answer={answer}
        isPhone={isPhone}
      />
      {isNarrow && isWhyOpen && <WhySheet {...why} />}
      <KeysDialog isOpen={sheet === "keys"} onClose={() => setSheet(null)} />
      {table.isAnnouncing && <Announcer pendingChanges={live.pendingChanges} />}
    </div>
  );
}
