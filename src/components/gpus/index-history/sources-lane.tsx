"use client";

import { useFormatter, useTranslations } from "use-intl";
import { PLOT_RIGHT } from "@/components/charts/price-plot";
import { dayAndMinute } from "@/components/format/day-and-minute";
import type { Stretch } from "./chart-rows";
import { useMemberWords } from "./use-member-words";

type SourcesLaneProps = {
  label: string;
  stretches: readonly Stretch[];
  /** The time axis of the plot above, in milliseconds, and the pixels that stand to the left of it. */
  from: number;
  to: number;
  axisWidth: number;
};

/** How many sources counted and who came and left, under the plot that it lines up with. */
export function SourcesLane({ label, stretches, from, to, axisWidth }: SourcesLaneProps) {
  const [t, format, memberWords] = [useTranslations("gpus.moves"), useFormatter(), useMemberWords()];
  const placeOf = (at: number) => (100 * (Math.min(Math.max(at, from), to) - from)) / Math.max(1, to - from);
  return (
    <ol
      aria-label={label}
      className="relative mt-1 h-6 rounded-control bg-hover text-12"
      style={{ marginLeft: axisWidth, marginRight: PLOT_RIGHT }}
    >
      {stretches.map((stretch) => {
        const words = memberWords(stretch).join(" ");
        const count = stretch.sources === null ? t("noReading") : t("sources", { count: stretch.sources });
        const since = t("stretch", { count, date: format.dateTime(stretch.from, dayAndMinute) });
        return (
          <li
            key={stretch.from}
            title={words ? `${since}: ${words}` : since}
            className="@container absolute inset-y-0 overflow-hidden border-l border-border-control border-dashed px-1.5 leading-6 text-ellipsis whitespace-nowrap"
            style={{
              left: `${placeOf(stretch.from)}%`,
              width: `${placeOf(stretch.to) - placeOf(stretch.from)}%`,
            }}
          >
            <span className="sr-only">{since}</span>
            {/* A stretch that is too narrow for its number says it on hover and in the table. */}
            <span className="@max-[1rem]:sr-only">
              <span aria-hidden="true" className="tabular text-muted">
                {stretch.sources ?? ""}
              </span>{" "}
              {words}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
