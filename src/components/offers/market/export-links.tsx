"use client";

import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { type OfferSearch, writeSearch } from "@/domain/offer/offer-search";

/** Downloads of all offers that match the filters, in table order. */
export function ExportLinks({ search }: { search: OfferSearch }) {
  const t = useTranslations("offers");
  const parameters = writeSearch({ ...search, group: null, page: 1, limit: 100 }).toString();
  return (
    <>
      {(["csv", "json"] as const).map((format) => (
        <LinkButton
          key={format}
          href={`/api/v2/offers.${format}${parameters && `?${parameters}`}`}
          size="compact"
          download={format === "csv" ? "" : undefined}
          title={t("exportTitle", { format: format.toUpperCase() })}
        >
          <Icon name={format === "csv" ? "download" : "braces"} size={14} />
          {format.toUpperCase()}
        </LinkButton>
      ))}
    </>
  );
}
