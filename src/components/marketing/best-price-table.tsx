import { formatGib } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { Badge } from "@/components/ui/badge";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Cell, HeadCell, RowHeadCell, Table } from "@/components/ui/table";
import type { OfferSource as Source } from "@/domain/offer/offer";
import type { Locale } from "@/locale/locales";
import { OfferSource } from "./offer-source";

/** The cheapest offer of one GPU and the number of offers compared. Times are ISO 8601. */
export type BestPrice = {
  gpuId: string;
  gpuName: string;
  vramGib: number;
  microUsdPerGpuHour: number;
  provider: string;
  providerName: string;
  region: string | null;
  isSpot: boolean;
  source: Source;
  observedAt: string | null;
  listedOn: string | null;
  offers: number;
  providers: number;
};

type BestPriceTableProps = { rows: readonly BestPrice[]; now: Date };

/** One row per GPU, in the order given. On a phone, provider and source move below name and price. */
export async function BestPriceTable({ rows, now }: BestPriceTableProps) {
  const [t, units, locale] = await Promise.all([
    getTranslator("bestPrices"),
    getTranslator("source"),
    getLocale(),
  ]);
  return (
    <Table>
      <caption className="sr-only">{t("caption")}</caption>
      <thead>
        <tr>
          <HeadCell>{t("gpu")}</HeadCell>
          <HeadCell isNumber className="hidden md:table-cell">
            {t("vram")}
          </HeadCell>
          <HeadCell isNumber>
            {t("price")} {units("perGpuHour")}
          </HeadCell>
          <HeadCell className="hidden sm:table-cell">{t("provider")}</HeadCell>
          <HeadCell className="hidden lg:table-cell">{t("region")}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t("source")}</HeadCell>
          <HeadCell isNumber className="hidden lg:table-cell">
            {t("choice")}
          </HeadCell>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rows.map((row) => (
          <tr key={row.gpuId} className="hover:bg-hover">
            <NameCell row={row} title={t("open", { gpu: row.gpuName })} />
            <Cell isNumber className="hidden md:table-cell">
              {formatGib(row.vramGib, locale)}{" "}
              <span className="font-sans text-12 text-faint">{units("gib")}</span>
            </Cell>
            <PriceCell row={row} locale={locale} now={now} />
            <Cell className="hidden sm:table-cell">
              <Provider row={row} spot={units("spot")} />
            </Cell>
            <Cell className="hidden lg:table-cell">
              <Region
                region={row.region && regionName(row.region, null, locale)}
                unknown={units("unknown")}
              />
            </Cell>
            <Cell className="hidden sm:table-cell">
              <OfferSource {...row} now={now} />
            </Cell>
            <Cell isNumber className="hidden font-sans text-12 text-muted lg:table-cell">
              {t("choiceOf", { offers: row.offers, providers: row.providers })}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function NameCell({ row, title }: { row: BestPrice; title: string }) {
  return (
    <RowHeadCell className="py-2 sm:py-0">
      <a href={`/offers?gpu=${encodeURIComponent(row.gpuId)}`} title={title} className="hover:underline">
        {row.gpuName}
      </a>
      <span className="mt-1 block font-normal text-muted sm:hidden">
        <Provider row={row} spot={null} />
      </span>
    </RowHeadCell>
  );
}

type PriceCellProps = { row: BestPrice; locale: Locale; now: Date };

function PriceCell({ row, locale, now }: PriceCellProps) {
  return (
    <Cell isNumber className="py-2 sm:py-0">
      <PriceFigure parts={priceParts(row.microUsdPerGpuHour, locale)} />
      <span className="mt-1 block font-sans sm:hidden">
        <OfferSource {...row} now={now} />
      </span>
    </Cell>
  );
}

function Provider({ row, spot }: { row: BestPrice; spot: string | null }) {
  return (
    <span className="inline-flex items-center gap-2">
      <ProviderMonogram slug={row.provider} name={row.providerName} />
      {row.providerName}
      {row.isSpot && spot && <Badge>{spot}</Badge>}
    </span>
  );
}

function Region({ region, unknown }: { region: string | null; unknown: string }) {
  return region === null ? (
    <Unknown label={unknown} />
  ) : (
    <span className="block max-w-40 truncate text-muted" title={region}>
      {region}
    </span>
  );
}
