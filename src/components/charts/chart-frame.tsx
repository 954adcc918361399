"use client";

import { type ReactNode, useId, useState } from "react";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";

type View = "chart" | "table";

type ChartFrameProps = {
  title: string;
  /** What the axis measures, with its unit. */
  axisLabel: string;
  /** Labels of the switch between chart and table, in the reader's language. */
  words: { view: string; chart: string; table: string };
  /** Controls beside the switch, such as the window. */
  controls?: ReactNode;
  /** A line of figures above the plot. */
  summary?: ReactNode;
  chart: ReactNode;
  /** Says that there is nothing to draw; then it stands in the place of plot, axis and note, at its own height. */
  nothing?: string | null;
  /** The same figures as a table, for readers who cannot see the chart; null where it would have no rows. */
  table: ReactNode;
  /** A note below the plot: what a gap means, and when recording began. */
  note?: ReactNode;
};

/** The card around every chart: title, controls, plot or table of equal height, and note. */
export function ChartFrame({
  title,
  axisLabel,
  words,
  controls,
  summary,
  chart,
  nothing = null,
  table,
  note,
}: ChartFrameProps) {
  const [chosen, setView] = useState<View>("chart");
  const id = useId();
  const view = table === null ? "chart" : chosen;
  const isEmpty = nothing !== null && view === "chart";
  return (
    <Card>
      <section aria-labelledby={id}>
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
          <h2 id={id} className="mr-auto text-16">
            {title}
          </h2>
          {controls}
          {table !== null && (
            <Segmented
              label={words.view}
              name={`${id}-view`}
              value={view}
              onChange={setView}
              options={[
                { value: "chart", label: words.chart },
                { value: "table", label: words.table },
              ]}
            />
          )}
        </header>
        {summary && <div className="px-4 pt-3">{summary}</div>}
        {isEmpty ? (
          <p className="px-4 py-3 text-13 text-muted">{nothing}</p>
        ) : (
          <div className="px-4 py-3">
            {view === "chart" && <p className="mb-1 text-12 text-faint">{axisLabel}</p>}
            <div className={view === "chart" ? "h-64" : "h-[17.25rem] overflow-hidden"}>
              {view === "chart" ? chart : table}
            </div>
          </div>
        )}
        {note && !isEmpty && <div className="border-t px-4 py-2.5 text-12 text-muted">{note}</div>}
      </section>
    </Card>
  );
}
