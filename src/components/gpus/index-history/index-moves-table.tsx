"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column } from "@/components/ui/data-table/column";
import { Unknown } from "@/components/ui/figure";
import type { IndexMove } from "@/domain/price/index-history";
import type { BothMoves } from "./chart-rows";
import { TimesTable } from "./times-table";
import { useMemberWords } from "./use-member-words";

/** The levels of the chart and who came and left, newest first; each gap has a row as well. */
export function IndexMovesTable({ moves }: { moves: BothMoves }) {
  const t = useTranslations("gpus.moves");
  return (
    <TimesTable
      label={t("tableLabel")}
      rows={moves}
      columnsOf={(kind, moveAt) => [
        column("level", t("levelOf", { kind }), (at) => <Level move={moveAt(at)} />, { isNumber: true }),
        column("sources", t("sourcesOf", { kind }), (at) => <Sources move={moveAt(at)} />),
      ]}
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
