"use client";

import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { emptySearch, type OfferSearch, writeSearch } from "@/domain/offer/offer-search";
import { UNKNOWN } from "@/domain/search-parameters";
import type { OfferDetail } from "./offer-detail";

/** The request that finds this offer through the API, ready to copy. */
export function ApiRequest({ offer, origin }: { offer: OfferDetail; origin: string }) {
  const [t, errors] = [useTranslations("offer.api"), useTranslations("errors")];
  const command = `curl '${origin}/api/v2/offers?${writeSearch(searchFor(offer))}'`;
  return (
    <Card>
      <section aria-labelledby="api-request">
        <header className="flex items-center justify-between gap-2 border-b px-4 py-2">
          <h2 id="api-request" className="text-16">
            {t("title")}
          </h2>
          <CopyButton text={command} label={errors("copy")} copiedLabel={errors("copied")} />
        </header>
        <pre className="font-mono px-4 py-3 text-12 break-all whitespace-pre-wrap text-muted">{command}</pre>
        <p className="border-t px-4 py-2.5 text-12 text-muted">{t("note")}</p>
      </section>
    </Card>
  );
}

type Told = Pick<OfferDetail, "gpuId" | "provider" | "region" | "isSpot" | "gpuCount">;

/** The search that finds an offer and those like it. */
export function searchFor({ gpuId, provider, region, isSpot, gpuCount }: Told): OfferSearch {
  return {
    ...emptySearch,
    gpu: [gpuId],
    provider: [provider],
    region: [region ?? UNKNOWN],
    pricing: isSpot ? "spot" : "on_demand",
    count: { min: gpuCount, max: gpuCount },
  };
}
