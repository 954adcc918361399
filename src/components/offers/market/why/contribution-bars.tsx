"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { formatScore } from "@/components/format/format-fixed";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SeriesLegend, StackedBar } from "@/components/ui/stacked-bar";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { useOfferLinks } from "../../offer-links";
import type { Why } from "../types";
import { useWhyNames } from "./use-why-names";

/** The scores of the first three offers, each broken down by criterion. */
export function ContributionBars({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const units = useTranslations("source");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const { machine } = useWhyNames();
  const links = useOfferLinks();
  const score = (value: number) => formatScore(value, locale);
  return (
    <>
      <ol className="flex flex-col gap-3">
        {why.offers.map((offer, place) => {
          const parts = criterionIds.map((id, index) => ({
            label: names(id),
            share: offer.contributions[index] ?? 0,
          }));
          const name = machine(offer);
          return (
            <li key={offer.id}>
              <div className="mb-1 flex items-center gap-2 text-13">
                <span className={`tabular w-3 ${place === 0 ? "text-accent" : "text-faint"}`}>
                  {place + 1}
                </span>
                <ProviderMonogram slug={offer.provider} name={offer.providerName} size={18} />
                <Link
                  href={links.offer(offer.id)}
                  prefetch={false}
                  title={`${offer.providerName}, ${name}`}
                  className="min-w-0 truncate font-medium underline-offset-2 hover:underline"
                >
                  {name}
                </Link>
                <span className="tabular ml-auto text-12 whitespace-nowrap text-muted">
                  {formatPrice(offer.microUsdPerGpuHour, locale)}
                  <span className="font-sans text-faint">{units("perGpuHour")}</span>
                </span>
                <span className="tabular w-11 text-right">{score(offer.score)}</span>
              </div>
              <StackedBar
                parts={parts}
                label={t("barLabel", {
                  offer: `${offer.providerName}, ${name}`,
                  score: score(offer.score),
                  parts: parts.map(({ label, share }) => `${label} ${score(share)}`).join(", "),
                })}
              />
            </li>
          );
        })}
      </ol>
      <div className="mt-3">
        <SeriesLegend labels={criterionIds.map((id) => names(id))} />
      </div>
    </>
  );
}
