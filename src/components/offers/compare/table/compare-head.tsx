"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { useOfferLinks } from "../../offer-links";
import type { ComparedOffer } from "../compared-offer";
import { useOfferName } from "./use-offer-name";

export function CompareHead({ offers }: { offers: readonly ComparedOffer[] }) {
  const links = useOfferLinks();
  const ids = offers.map(({ id }) => id);
  return (
    <thead>
      <tr>
        <td className="sticky left-0 z-10 w-28 border-r border-b bg-surface sm:w-44" />
        {offers.map((offer) => (
          <th
            key={offer.id}
            scope="col"
            className="w-52 border-b px-4 py-3 text-left align-top font-normal lg:w-auto"
          >
            <OfferHead offer={offer} removeHref={links.compare(ids.filter((id) => id !== offer.id))} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function OfferHead({ offer, removeHref }: { offer: ComparedOffer; removeHref: `/compare${string}` }) {
  const [t, words, locale] = [useTranslations("compare"), useTranslations("source"), useCurrentLocale()];
  const [name, links] = [useOfferName(), useOfferLinks()];
  return (
    <div className="flex items-start gap-2">
      <ProviderMonogram slug={offer.provider} name={offer.providerName} size={28} />
      <div className="min-w-0 flex-1">
        <Link href={links.offer(offer.id)} className="text-14 font-medium hover:underline">
          {formatNumber(offer.gpuCount, locale, 3)} × {offer.gpuName}
        </Link>
        <p className="text-13 text-muted">{offer.providerName}</p>
        <p className="font-mono text-12 wrap-anywhere text-faint">{offer.instanceType}</p>
        <p className="mt-1.5 flex flex-wrap gap-1">
          <Badge tone={offer.isSpot ? "warn" : "neutral"}>
            {offer.isSpot ? words("spot") : words("onDemand")}
          </Badge>
          {offer.goneAt !== null && (
            <Badge
              tone="danger"
              icon="circle-x"
              title={t("goneSince", { instant: formatInstant(offer.goneAt) })}
            >
              {t("goneShort")}
            </Badge>
          )}
        </p>
      </div>
      <Link
        href={removeHref}
        scroll={false}
        aria-label={t("remove", { offer: name(offer) })}
        title={t("remove", { offer: name(offer) })}
        className="-mt-1 -mr-2 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-text touch-target"
      >
        <Icon name="x" />
      </Link>
    </div>
  );
}
