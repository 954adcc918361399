"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { CountFigure, SinceFigure, UptimeFigure } from "@/components/status/feeds/feed-figures";
import { FeedState } from "@/components/status/feeds/feed-state";
import { Card } from "@/components/ui/card";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { AbilityMark } from "./ability-mark";
import { PriceKind } from "./price-kind";
import type { Profile } from "./profile";

/** All providers side by side, from 1024 px; cards take over below. */
export function ProviderTable({ profiles }: { profiles: readonly Profile[] }) {
  const t = useTranslations("providers");
  return (
    <Card className="hidden overflow-hidden lg:block">
      <TableScroll label={t("title")} className="relative">
        <Table>
          <caption className="sr-only">{t("title")}</caption>
          <thead>
            <tr>
              <HeadCell className="pl-4">{t("columns.provider")}</HeadCell>
              <HeadCell>{t("columns.state")}</HeadCell>
              <HeadCell isNumber>{t("columns.lastSuccess")}</HeadCell>
              <HeadCell isNumber>{t("columns.uptime")}</HeadCell>
              <HeadCell isNumber>{t("columns.offers")}</HeadCell>
              <HeadCell isNumber>{t("columns.models")}</HeadCell>
              <HeadCell>{t("columns.gpuHour")}</HeadCell>
              <HeadCell>{t("columns.millionTokens")}</HeadCell>
              <HeadCell className="text-center">{t("columns.stock")}</HeadCell>
              <HeadCell className="text-center">{t("columns.spot")}</HeadCell>
              <HeadCell className="text-center">{t("columns.launch")}</HeadCell>
              <HeadCell className="pr-4 text-center">{t("columns.stop")}</HeadCell>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {profiles.map((profile) => (
              <ProviderRow key={profile.provider} profile={profile} />
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Card>
  );
}

function ProviderRow({ profile }: { profile: Profile }) {
  const { abilities } = profile;
  return (
    <tr className="hover:bg-hover" data-provider={profile.provider}>
      <RowHeadCell className="pl-4">
        <Link
          href={`/providers/${profile.provider}`}
          prefetch={false}
          className="inline-flex items-center gap-2 underline-offset-2 hover:underline"
        >
          <ProviderMonogram slug={profile.provider} name={profile.name} size={24} />
          {profile.name}
        </Link>
      </RowHeadCell>
      <Cell>
        <FeedState feed={profile} />
      </Cell>
      <Cell isNumber>
        <SinceFigure at={profile.lastSuccessAt} />
      </Cell>
      <Cell isNumber>
        <UptimeFigure share={profile.uptime30d} />
      </Cell>
      <Cell isNumber>
        <CountFigure count={profile.offers} />
      </Cell>
      <Cell isNumber>
        <CountFigure count={profile.tokenOffers} />
      </Cell>
      <Cell>
        <PriceKind profile={profile} unit="gpuHour" />
      </Cell>
      <Cell>
        <PriceKind profile={profile} unit="millionTokens" />
      </Cell>
      {[
        ["stock", abilities?.hasStock],
        ["spot", abilities?.hasSpot],
        ["launch", abilities?.rents != null],
        ["stop", abilities?.canStop],
      ].map(([name, has]) => (
        <Cell key={String(name)} className="text-center">
          <AbilityMark has={has === true} />
        </Cell>
      ))}
    </tr>
  );
}
