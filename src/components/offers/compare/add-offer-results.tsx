"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import type { RouterOutputs } from "@/server/trpc/types";
import { useOfferLinks } from "../offer-links";

type Hit = RouterOutputs["offers"]["search"]["hits"][number];

type AddOfferResultsProps = {
  /** null while the first answer is on its way. */
  hits: readonly Hit[] | null;
  isFailed: boolean;
  ids: readonly string[];
  onChosen: () => void;
};

export function AddOfferResults({ hits, isFailed, ids, onChosen }: AddOfferResultsProps) {
  const [t, links] = [useTranslations("compare.add"), useOfferLinks()];
  return (
    <div className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-card border border-border-strong bg-raised">
      <p role="status" className="px-3 py-2 text-12 text-muted">
        {isFailed ? t("failed") : hits === null ? t("searching") : t("found", { count: hits.length })}
      </p>
      {hits !== null && hits.length > 0 && (
        <ul className="max-h-80 overflow-y-auto border-t py-1">
          {hits.map((hit) => (
            <li key={hit.id}>
              <Link
                href={links.compare([...ids, hit.id])}
                onClick={onChosen}
                className="flex items-center gap-2 px-3 py-1.5 text-13 hover:bg-hover focus-visible:bg-hover focus-visible:outline-offset-[-2px] touch-target"
              >
                <HitLine hit={hit} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function HitLine({ hit }: { hit: Hit }) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  return (
    <>
      <ProviderMonogram slug={hit.provider} name={hit.providerName} />
      <span className="min-w-0 flex-1">
        <span className="block wrap-anywhere">
          {formatNumber(hit.gpuCount, locale, 3)} × {hit.gpuName}
        </span>
        <span className="block text-12 text-muted wrap-anywhere">
          {[
            hit.providerName,
            hit.region && regionName(hit.region, hit.countryCode, locale),
            hit.isSpot ? words("spot") : words("onDemand"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      <span className="whitespace-nowrap">
        <span className="tabular">{formatPrice(hit.microUsdPerGpuHour, locale)}</span>
        <span className="text-12 text-faint">{words("perGpuHour")}</span>
      </span>
    </>
  );
}
