"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Unknown } from "@/components/ui/figure";
import type { IndexMove } from "@/domain/price/index-history";
import { indexKinds } from "@/domain/price/market-index";
import type { BothMoves } from "./chart-rows";
import { useMemberWords } from "./use-member-words";

/** The levels of the chart and who came and left, newest first; each gap has a row as well. */
export function IndexMovesTable({ moves }: { moves: BothMoves }) {
  const [t, words] = [useTranslations("gpus.moves"), useTranslations("source")];
  const heading = useTranslations("gpus.history")("at");
  const byTime = indexKinds.map((kind) => new Map(moves[kind].map((move) => [move.at, move])));
  const times = [...new Set(byTime.flatMap((own) => [...own.keys()]))].sort().reverse();
  if (times.length === 0)
    return <p className="flex h-full items-center justify-center text-13 text-muted">{t("nothing")}</p>;
  const names = { on_demand: words("onDemand"), spot: words("spot") };
  const columns: DataColumn<string>[] = [
    column("at", heading, (at) => formatInstant(at).slice(0, 16), {
      className: "tabular text-12 font-normal!",
    }),
    ...indexKinds.flatMap((kind, place): DataColumn<string>[] => [
      column(
        `${kind} level`,
        t("levelOf", { kind: names[kind] }),
        (at) => <Level move={byTime[place]?.get(at)} />,
        {
          isNumber: true,
        },
      ),
      column(`${kind} sources`, t("sourcesOf", { kind: names[kind] }), (at) => (
        <Sources move={byTime[place]?.get(at)} />
      )),
    ]),
  ];
  return (
    <DataTable
      model={plainModel(columns, times)}
      label={t("tableLabel")}
      rowId={(at) => at}
      rowHeight={32}
      inset="none"
      className="h-full overflow-y-auto [&_th]:first-letter:uppercase"
    />
  );
}

type MoveProps = { move: IndexMove | undefined };

/** A gap was recorded as one; nothing at all is unknown. */
function Level({ move }: MoveProps) {
  const [t, words, locale] = [useTranslations("gpus.history"), useTranslations("source"), useCurrentLocale()];
  if (move === undefined) return <Unknown label={words("unknown")} />;
  if (move.level === null) return <span className="font-sans text-12 text-faint">{t("gap")}</span>;
  return formatNumber(move.level, locale, 2);
}

function Sources({ move }: MoveProps) {
  const [t, memberWords] = [useTranslations("gpus.moves"), useMemberWords()];
  if (move === undefined || move.sources === null) return null;
  return (
    <span className="text-muted">
      <span className="tabular">{move.sources}</span> {memberWords(move).join(" ")} {move.isBase && t("anew")}
    </span>
  );
}
