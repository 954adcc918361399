"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { usePriceFormats } from "@/components/charts/use-price-formats";
import { chartRange } from "@/components/charts/window/chart-range";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { indexMoves } from "@/domain/price/index-history";
import { indexKinds } from "@/domain/price/market-index";
import { type HistoryWindow, historyWindowNames } from "@/domain/price/price-history";
import type { GpuIndex } from "../index-types";
import { type BothMoves, moveRowsOf, stretchesOf } from "./chart-rows";
import { IndexMovesTable } from "./index-moves-table";
import { SourcesLane } from "./sources-lane";
import { useMemberWords } from "./use-member-words";

// The chart library is large, and the page shows its figures without it.
const LevelChart = dynamic(() => import("@/components/charts/level-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const AXIS_WIDTH = 48;

type IndexMovesProps = {
  index: GpuIndex;
  window: HistoryWindow;
  chooseWindow: (next: HistoryWindow) => void;
  /** Replaces the plot while the chosen window is loading or after it failed to load. */
  placeholder: React.ReactNode | null;
};

/** Both chained indexes over a window: how prices moved, whoever came and left. */
export function IndexMoves({ index, window, chooseWindow, placeholder }: IndexMovesProps) {
  const [t, words] = [useTranslations("gpus.moves"), useTranslations("gpus.history")];
  const moves = {
    on_demand: indexMoves(index.kinds.on_demand.history),
    spot: indexMoves(index.kinds.spot.history),
  };
  const isEmpty =
    placeholder === null && indexKinds.every((kind) => moves[kind].every(({ level }) => level === null));
  return (
    <ChartFrame
      title={t("title")}
      axisLabel={t("axis")}
      words={{ view: words("view"), chart: words("chart"), table: words("table") }}
      controls={
        <Segmented
          label={words("window")}
          name="index-window"
          value={window}
          onChange={chooseWindow}
          options={historyWindowNames.map((value) => ({ value, label: words(`windows.${value}`) }))}
        />
      }
      chart={placeholder ?? <MovesChart index={index} moves={moves} />}
      nothing={isEmpty ? t("nothing") : null}
      table={isEmpty ? null : (placeholder ?? <IndexMovesTable moves={moves} />)}
      note={`${t("note")} ${t("gaps")}`}
    />
  );
}

function MovesChart({ index, moves }: { index: GpuIndex; moves: BothMoves }) {
  const [t, words, windows] = [
    useTranslations("gpus.moves"),
    useTranslations("source"),
    useTranslations("gpus.history.windowNames"),
  ];
  const [locale, memberWords] = [useCurrentLocale(), useMemberWords()];
  const all = [...moves.on_demand, ...moves.spot];
  const { from, to } = chartRange(
    index,
    all.map(({ at }) => Date.parse(at)),
  );
  const formats = usePriceFormats(from, to);
  const formatValue = (level: number) => formatNumber(level, locale, 1);
  const names = { on_demand: words("onDemand"), spot: words("spot") };
  const lead = moves.on_demand.length > 0 ? "on_demand" : "spot";
  const stretches = stretchesOf(moves[lead], index.to);
  const label = indexKinds
    .map((kind) => {
      const last = moves[kind].findLast(({ level }) => level !== null);
      const named = { kind: names[kind], window: windows(index.window) };
      if (last?.level == null) return t("inWordsNone", named);
      return t("inWords", { ...named, level: formatValue(last.level) });
    })
    .join(" ");
  const rows = moveRowsOf(moves, index.to).map(({ moves: at, ...row }) => ({
    ...row,
    events: indexKinds.flatMap((kind) => {
      const move = at[kind];
      if (move === null) return [];
      const changed = memberWords(move).map((change) => t("event", { kind: names[kind], change }));
      return move.isBase ? [...changed, t("event", { kind: names[kind], change: t("anew") })] : changed;
    }),
  }));
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1">
        <LevelChart
          {...formats}
          formatValue={formatValue}
          rows={rows}
          names={{ solid: names.on_demand, dashed: names.spot }}
          marks={stretches.filter(isChange).map((stretch) => stretch.from)}
          gaps={stretches.filter(({ sources }) => sources === null)}
          from={from}
          to={to}
          label={label}
          axisWidth={AXIS_WIDTH}
        />
      </div>
      <SourcesLane
        label={t("lane", { kind: names[lead] })}
        stretches={stretches}
        from={from}
        to={to}
        axisWidth={AXIS_WIDTH}
      />
    </div>
  );
}

function isChange({ came, left }: { came: readonly string[]; left: readonly string[] }): boolean {
  return came.length + left.length > 0;
}
