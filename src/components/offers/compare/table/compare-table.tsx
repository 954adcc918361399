"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { countryName } from "@/components/format/country-name";
import { formatPrice } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Table, TableScroll } from "@/components/ui/table";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { HeldPriceLine } from "../../held-price";
import { RankingPrice, ranksOtherwise } from "../../question/ranking-price";
import { ScoreQuestion } from "../../question/score-question";
import type { ComparedOffer } from "../compared-offer";
import { CompareAvailability } from "./compare-availability";
import { CompareHead } from "./compare-head";
import { CompareScore } from "./compare-score";
import { DominanceRow } from "./dominance-row";
import { FigureRow } from "./figure-row";
import { hostFigures, machineFigures, priceFigures } from "./figures";
import { LabelCell, TextCell } from "./value-cell";

/** One column per offer, one row per figure. On a phone the row labels stay in place while the columns scroll. */
export function CompareTable({ offers, search }: { offers: readonly ComparedOffer[]; search: OfferSearch }) {
  const [t, scoring, locale] = [useTranslations("compare"), useTranslations("scoring"), useCurrentLocale()];
  return (
    <>
      <Card className="overflow-hidden">
        <TableScroll label={t("tableLabel")} className="relative">
          <Table className="min-w-max table-fixed lg:min-w-full">
            <caption className="sr-only">{t("tableLabel")}</caption>
            <CompareHead offers={offers} />
            <Group
              label={
                <>
                  {t("groups.score")}{" "}
                  <span className="font-normal">
                    <ScoreQuestion search={search} />
                  </span>
                </>
              }
              columns={offers.length}
            >
              <CompareScore offers={offers} />
              <DominanceRow offers={offers} />
            </Group>
            <Group label={t("groups.price")} columns={offers.length}>
              {priceFigures.map((figure) => (
                <FigureRow key={figure.id} figure={figure} offers={offers} />
              ))}
              {offers.some(ranksOtherwise) && (
                <TextRow
                  label={t("figures.rankingPrice")}
                  offers={offers}
                  read={(offer) =>
                    ranksOtherwise(offer) ? (
                      <span className="text-12">
                        <RankingPrice offer={offer} />
                      </span>
                    ) : (
                      formatPrice(offer.microUsdPerGpuHour, locale)
                    )
                  }
                />
              )}
              <TextRow label={t("figures.source")} offers={offers} read={sourceOf} />
              {offers.some(({ heldPrice }) => heldPrice !== null) && (
                <TextRow
                  label={t("figures.heldPrice")}
                  offers={offers}
                  read={({ heldPrice }) =>
                    heldPrice ? <HeldPriceLine held={heldPrice} /> : t("noHeldPrice")
                  }
                />
              )}
            </Group>
            <Group label={t("groups.machine")} columns={offers.length}>
              <TextRow label={t("figures.gpuRaw")} offers={offers} read={({ gpuRaw }) => gpuRaw} />
              {machineFigures.map((figure) => (
                <FigureRow key={figure.id} figure={figure} offers={offers} />
              ))}
            </Group>
            <Group label={t("groups.place")} columns={offers.length}>
              <CompareAvailability offers={offers} />
              <TextRow
                label={t("figures.region")}
                offers={offers}
                read={({ region, countryCode }) => region && regionName(region, countryCode, locale)}
              />
              <TextRow
                label={t("figures.country")}
                offers={offers}
                read={({ countryCode }) => countryCode && countryName(countryCode, locale)}
              />
              {hostFigures.map((figure) => (
                <FigureRow key={figure.id} figure={figure} offers={offers} />
              ))}
            </Group>
          </Table>
        </TableScroll>
      </Card>
      <p className="text-12 text-muted">
        {t("note")} {scoring("distance")}
      </p>
    </>
  );
}

function sourceOf({ source, observedAt, listedOn, goneAt }: ComparedOffer): ReactNode {
  return <SourceAge source={source} observedAt={goneAt === null ? observedAt : null} listedOn={listedOn} />;
}

function Group({ label, columns, children }: { label: ReactNode; columns: number; children: ReactNode }) {
  return (
    <tbody>
      <tr>
        <th
          scope="rowgroup"
          colSpan={columns + 1}
          className="h-8 border-b bg-bg text-left text-12 font-medium text-muted"
        >
          <span className="sticky left-0 px-4">{label}</span>
        </th>
      </tr>
      {children}
    </tbody>
  );
}

type TextRowProps = {
  label: string;
  offers: readonly ComparedOffer[];
  read: (offer: ComparedOffer) => ReactNode;
};

function TextRow({ label, offers, read }: TextRowProps) {
  return (
    <tr>
      <LabelCell label={label} />
      {offers.map((offer) => (
        <TextCell key={offer.id}>{read(offer)}</TextCell>
      ))}
    </tr>
  );
}
