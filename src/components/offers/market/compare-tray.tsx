"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { useOfferLinks } from "../offer-links";
import { offerName } from "./table/offer-name";
import { changeView } from "./use-market-url";
import { MAX_COMPARED } from "./view/view-params";

type CompareTrayProps = {
  ids: readonly string[];
  parameters: Record<string, string>;
  onCompare: (id: string) => void;
};

/** The offers selected for comparison, with a link to it. */
export function CompareTray({ ids, parameters, onCompare }: CompareTrayProps) {
  const t = useTranslations("offers");
  const [locale, links] = [useCurrentLocale(), useOfferLinks()];
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.offers.compare.queryOptions(ids.length > 0 ? { ids: [...ids], search: parameters } : skipToken),
    placeholderData: keepPreviousData,
  });
  if (ids.length === 0) return null;
  const offers = new Map(data?.map((offer) => [offer.id, offer]));
  return (
    <section
      aria-label={t("compareTray")}
      className="flex flex-wrap items-center gap-2 rounded-card border border-border-strong bg-raised px-3 py-2 max-md:sticky max-md:bottom-16 max-md:z-20"
    >
      <h2 className="text-13">
        <span className="max-md:sr-only">{t("compare")}</span>{" "}
        <span className="tabular text-faint">
          {t("compareCount", { count: ids.length, most: MAX_COMPARED })}
        </span>
      </h2>
      <ul className="flex min-w-0 flex-1 flex-wrap gap-1.5 max-md:hidden">
        {ids.map((id) => {
          const offer = offers.get(id);
          const name = offer ? offerName(offer, locale) : t(data ? "compareGone" : "loading");
          return (
            <li
              key={id}
              className="inline-flex h-7 items-center gap-1.5 rounded-control border bg-surface pl-1.5 text-12"
            >
              {offer && <ProviderMonogram slug={offer.provider} name={offer.providerName} size={16} />}
              <span>{name}</span>
              <button
                type="button"
                aria-label={t("compareRemove", { offer: name })}
                onClick={() => onCompare(id)}
                className="inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover"
              >
                <Icon name="x" size={12} />
              </button>
            </li>
          );
        })}
      </ul>
      <Button
        tone="quiet"
        size="compact"
        className="max-md:ml-auto"
        onClick={() => changeView({ compared: [] })}
      >
        {t("compareClear")}
      </Button>
      <Link href={links.compare(ids)} prefetch={false} className={buttonStyle("primary", "compact")}>
        {t("compareOpen")}
      </Link>
    </section>
  );
}
