import type { ReactNode } from "react";
import { formatInstant } from "@/components/format/age";
import { formatListDay } from "@/components/format/list-day";
import { formatPrice } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import type { BestPrice } from "./best-price-table";
import { OfferSource } from "./offer-source";

type PricePictureProps = { row: BestPrice; now: Date };

/** One price of the table in detail: what is known about it, and what is not. */
export async function PricePicture({ row, now }: PricePictureProps) {
  const [t, source, locale] = await Promise.all([
    getTranslator("landing.price"),
    getTranslator("source"),
    getLocale(),
  ]);
  const unknown = source("unknown");
  const isDated = row.source === "list" || row.listedOn !== null;
  return (
    <Card className="divide-y px-4 text-13">
      <Line name={t("shownAs")}>
        <Figure
          className="text-20"
          value={formatPrice(row.microUsdPerGpuHour, locale)}
          unit={source("perGpuHour")}
          unknownLabel={unknown}
        />
      </Line>
      <Line name={t("source")}>
        <OfferSource {...row} now={now} />
      </Line>
      <Line name={isDated ? t("listed") : t("read")}>
        <Figure
          value={
            isDated
              ? row.listedOn && formatListDay(row.listedOn, locale)
              : row.observedAt && formatInstant(row.observedAt)
          }
          unknownLabel={unknown}
        />
      </Line>
      <Line name={t("from")}>
        <span className="inline-flex items-center gap-2">
          <ProviderMonogram slug={row.provider} name={row.providerName} />
          {row.providerName}
        </span>
      </Line>
      <Line name={t("where")}>
        <Figure value={row.region && regionName(row.region, null, locale)} unknownLabel={unknown} />
      </Line>
      <Line name={t("kind")}>
        <Badge>{row.isSpot ? source("spot") : source("onDemand")}</Badge>
      </Line>
    </Card>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-4 py-2">
      <span className="text-muted">{name}</span>
      <span className="min-w-0 text-right">{children}</span>
    </div>
  );
}
