"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { formatListDay } from "@/components/format/list-day";
import { useNow } from "@/components/format/now";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { SheetLink } from "@/components/ui/sheet-link";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import type { OfferSource } from "@/domain/offer/offer";
import type { OfferDetail } from "./offer-detail";
import type { FactOrigin } from "./use-facts";

type FactSourceProps = {
  source: FactOrigin;
  offer: OfferDetail;
  sheet: Benchmark | null;
  website: string | null;
};

/**
 * The source of a fact: the provider (feed, list or simulator), the manufacturer's data sheet or those of the
 * forms that it may have, our GPU table or our records.
 */
export function FactSource({ source, offer, sheet, website }: FactSourceProps) {
  const [t, locale] = [useTranslations("offer.facts.sources"), useCurrentLocale()];
  switch (source) {
    case "price":
      return <ProviderSource offer={offer} statedBy={offer.source} website={website} isPrice />;
    case "provider":
      return <ProviderSource offer={offer} statedBy={offer.feedSource} website={website} />;
    case "sheet":
      return sheet === null ? t("none") : <SheetLink sheet={sheet} />;
    case "least":
      return t("leastOf", {
        forms: new Intl.ListFormat(locale, { type: "conjunction" }).format(offer.figuresLeastOf),
      });
    case "gpu_table":
      return t("gpuTable");
    case "record":
      return t("record");
    default:
      return source satisfies never;
  }
}

type ProviderSourceProps = {
  offer: OfferDetail;
  statedBy: OfferSource;
  website: string | null;
  isPrice?: boolean;
};

function ProviderSource({ offer, statedBy, website, isPrice = false }: ProviderSourceProps) {
  const [t, now, locale] = [useTranslations("offer.facts.sources"), useNow(), useCurrentLocale()];
  const { providerName: provider, observedAt, listedOn } = offer;
  if (statedBy === "list") {
    return (
      <Linked href={offer.sourceUrl ?? website}>
        {listedOn === null
          ? t("listUndated", { provider })
          : t("list", { provider, date: formatListDay(listedOn, locale) })}
      </Linked>
    );
  }
  // The feed states the rest of the offer now, but the price is that of its list.
  if (isPrice && listedOn !== null)
    return t("simulatedList", { provider, date: formatListDay(listedOn, locale) });
  const age = formatAge(ageMsOf(observedAt, now) ?? 0);
  const text = statedBy === "simulated" ? t("simulated", { provider }) : t("feed", { provider });
  return (
    <span title={observedAt === null ? undefined : formatInstant(observedAt)}>
      {observedAt === null || offer.goneAt !== null ? text : t("withAge", { text, age })}
    </span>
  );
}

/** URLs come from our list files, but only http(s) URLs may become links. */
function Linked({ href, children }: { href: string | null; children: string }) {
  if (href === null || !href.startsWith("https://")) return children;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="text-text underline decoration-border-control underline-offset-2"
    >
      {children}
    </a>
  );
}
