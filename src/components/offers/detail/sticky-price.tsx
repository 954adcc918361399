"use client";

import { useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import type { OfferDetail } from "./offer-detail";

/**
 * On a phone, keeps price and action visible above the bottom bar. Hidden from assistive technology, since the header already
 * has both.
 */
export function StickyPrice({ offer, website }: { offer: OfferDetail; website: string | null }) {
  const [t, words, locale] = [
    useTranslations("offer.actions"),
    useTranslations("source"),
    useCurrentLocale(),
  ];
  if (offer.goneAt !== null) return null;
  return (
    <div
      aria-hidden="true"
      className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 flex items-center justify-between gap-3 border-t bg-surface px-4 py-2 sm:hidden"
    >
      <span className="whitespace-nowrap">
        <span className="tabular text-16">{formatPrice(offer.microUsdPerGpuHour, locale)}</span>
        <span className="ml-1 text-12 text-faint">{words("perGpuHour")}</span>
      </span>
      {website && (
        <a
          href={website}
          tabIndex={-1}
          target="_blank"
          rel="noopener noreferrer"
          className={buttonStyle("primary", "compact")}
        >
          {t("open", { provider: offer.providerName })}
          <Icon name="external-link" />
        </a>
      )}
    </div>
  );
}
