"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import { useOfferLinks } from "../offer-links";
import type { OfferDetail } from "./offer-detail";

type OfferActionsProps = { offer: OfferDetail; website: string | null };

/** Next steps: the provider's site, a comparison, the same GPU at other providers. */
export function OfferActions({ offer, website }: OfferActionsProps) {
  const [t, links] = [useTranslations("offer.actions"), useOfferLinks()];
  const isGone = offer.goneAt !== null;
  return (
    <div className="flex flex-wrap gap-2">
      {website && (
        <a
          href={website}
          target="_blank"
          rel="noopener noreferrer"
          className={buttonStyle(isGone ? "plain" : "primary")}
        >
          {t("open", { provider: offer.providerName })}
          <Icon name="external-link" />
          <span className="sr-only">{t("newTab")}</span>
        </a>
      )}
      <Link href={links.compare([offer.id])} className={buttonStyle()}>
        <Icon name="columns-3" />
        {t("compare")}
      </Link>
      {/* The longest names are wider than a phone. */}
      <Link
        href={links.marketFor({ gpu: [offer.gpuId] })}
        className={`${buttonStyle()} h-auto! min-h-9 max-w-full py-1 whitespace-normal!`}
      >
        <Icon name="search" />
        {t("elsewhere", { gpu: offer.gpuName })}
      </Link>
    </div>
  );
}
