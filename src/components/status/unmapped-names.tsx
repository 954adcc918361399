"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatGib, formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
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
  const t = useTranslations("unmapped");
  return (
    <TableScroll label={t("title")} className="relative max-h-[32rem] overflow-y-auto">
      <Table>
        <caption className="sr-only">{t("title")}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <HeadCell className="pl-4">{t("name")}</HeadCell>
            <HeadCell>{t("kind")}</HeadCell>
            <HeadCell>{t("provider")}</HeadCell>
            <HeadCell isNumber>{t("vram")}</HeadCell>
            <HeadCell isNumber>{t("rows")}</HeadCell>
            <HeadCell isNumber>{t("first")}</HeadCell>
            <HeadCell isNumber className="pr-4">
              {t("last")}
            </HeadCell>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {names.map((name) => (
            <NameRow
              key={`${name.provider} ${name.source} ${name.kind} ${name.raw} ${name.vramGib}`}
              name={name}
            />
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}

function NameRow({ name }: { name: UnmappedName }) {
  const [t, words] = [useTranslations("unmapped"), useTranslations("source")];
  const locale = useCurrentLocale();
  return (
    <tr>
      <RowHeadCell className="tabular h-9! max-w-96 pl-4 font-normal! wrap-anywhere whitespace-normal!">
        {name.raw}
      </RowHeadCell>
      <Cell className="h-9!">{t(`kinds.${name.kind}`)}</Cell>
      <Cell className="h-9!">
        {name.providerName}
        {name.source === "list" && <span className="text-12 text-faint"> {t("of")}</span>}
      </Cell>
      <Cell isNumber className="h-9!">
        <Figure
          value={name.vramGib === null ? null : formatGib(name.vramGib, locale)}
          unit={words("gib")}
          unknownLabel={words("unknown")}
        />
      </Cell>
      <Cell isNumber className="h-9!">
        {formatNumber(name.count, locale)}
      </Cell>
      <Cell isNumber className="h-9!">
        <SinceFigure at={name.firstSeenAt} />
      </Cell>
      <Cell isNumber className="h-9! pr-4">
        <SinceFigure at={name.lastSeenAt} />
      </Cell>
    </tr>
  );
}
