"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatGib, formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Figure } from "@/components/ui/figure";
import type { RouterOutputs } from "@/server/trpc/types";
import { SinceFigure } from "./feeds/feed-figures";

type UnmappedName = RouterOutputs["providers"]["unmappedNames"][number];

/** Names that are in none of our tables, each with the provider that uses it, how often and since when. */
export function UnmappedNames() {
  const [t, trpc] = [useTranslations("unmapped"), useTRPC()];
  const { data: names } = useSuspenseQuery(trpc.providers.unmappedNames.queryOptions());
  return (
    <div id="names" className="flex scroll-mt-16 flex-col gap-3">
      <h2 className="text-16">{t("title")}</h2>
      <p className="max-w-prose text-13 text-muted">{t("why")}</p>
      <Card className="overflow-hidden">
        {names.length === 0 ? <p className="p-4 text-13 text-muted">{t("none")}</p> : <Names names={names} />}
      </Card>
    </div>
  );
}

function Names({ names }: { names: readonly UnmappedName[] }) {
  const [t, locale] = [useTranslations("unmapped"), useCurrentLocale()];
  const number = { isNumber: true };
  // On a phone there is room for what has to be mapped and for the day on which it was last seen.
  const isWide = { ...number, isWide: true };
  const columns: DataColumn<UnmappedName>[] = [
    column("name", t("name"), ({ raw }) => raw, {
      className: "font-mono max-w-96 font-normal! wrap-anywhere whitespace-normal!",
    }),
    column("kind", t("kind"), ({ kind }) => t(`kinds.${kind}`), { isWide: true }),
    column("provider", t("provider"), ({ providerName, source }) => (
      <>
        {providerName}
        {source === "list" && <span className="text-12 text-faint"> {t("of")}</span>}
      </>
    )),
    column("vram", t("vram"), ({ vramGib }) => <VramFigure vramGib={vramGib} />, isWide),
    column("rows", t("rows"), ({ count }) => formatNumber(count, locale), isWide),
    column("first", t("first"), ({ firstSeenAt }) => <SinceFigure at={firstSeenAt} />, isWide),
    column("last", t("last"), ({ lastSeenAt }) => <SinceFigure at={lastSeenAt} />, number),
  ];
  return (
    <DataTable
      model={plainModel(columns, names)}
      label={t("title")}
      rowId={({ provider, source, kind, raw, vramGib }) => `${provider} ${source} ${kind} ${raw} ${vramGib}`}
      rowHeight={36}
      inset="card"
      isNarrow
      className="max-h-[32rem] overflow-y-auto"
    />
  );
}

function VramFigure({ vramGib }: Pick<UnmappedName, "vramGib">) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  const value = vramGib === null ? null : formatGib(vramGib, locale);
  return <Figure value={value} unit={words("gib")} unknownLabel={words("unknown")} />;
}
