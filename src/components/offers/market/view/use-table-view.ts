"use client";

import { useMemo } from "react";
import { type ColumnId, columnIds, defaultColumns, shownColumns } from "../table/columns";
import { changeView } from "../use-market-url";
import { useMediaQuery } from "./use-media-query";
import { useSavedSetting } from "./use-saved-setting";
import { type MarketView, readColumns } from "./view-params";

export type TableView = {
  shown: readonly ColumnId[];
  /** null = back to the default. */
  choose: (chosen: readonly string[] | null) => void;
  isCompact: boolean;
  setCompact: (isCompact: boolean) => void;
  isAnnouncing: boolean;
  setAnnouncing: (isAnnouncing: boolean) => void;
};

/** How to show the table: as the URL says, else as last chosen in this browser, else the default. */
export function useTableView({ columns, why }: MarketView): TableView {
  const [savedColumns, saveColumns] = useSavedSetting("columns");
  const [height, saveHeight] = useSavedSetting("rows");
  const [announce, saveAnnounce] = useSavedSetting("announce");
  const chosen = columns?.join() ?? savedColumns;
  const isPanelOpen = why !== null;
  const isRoomy = useMediaQuery("(min-width: 1600px)") && !isPanelOpen;
  const shown = useMemo(() => {
    const named = readColumns(chosen);
    return shownColumns(named.length > 0 ? named : defaultColumns(isRoomy, isPanelOpen));
  }, [chosen, isRoomy, isPanelOpen]);

  function choose(next: readonly string[] | null): void {
    const ordered = next && columnIds.filter((id) => next.includes(id));
    saveColumns(ordered ? ordered.join() : null);
    changeView({ columns: ordered });
  }

  return {
    shown,
    choose,
    isCompact: height !== "regular",
    setCompact: (isCompact) => saveHeight(isCompact ? null : "regular"),
    isAnnouncing: announce === "on",
    setAnnouncing: (isAnnouncing) => saveAnnounce(isAnnouncing ? "on" : null),
  };
}
