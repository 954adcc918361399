"use client";

import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { type OfferSearch, writeKeptSearch } from "@/domain/offer/offer-search";

/** Downloads of all offers that match the filters, in table order. Their addresses name the reference, as every link does. */
export function ExportLinks({ search }: { search: OfferSearch }) {
  const t = useTranslations("offers");
  const parameters = writeKeptSearch({ ...search, group: null, page: 1, limit: 100 });
  return (
    <>
      {(["csv", "json"] as const).map((format) => (
        <LinkButton
          key={format}
          href={`/api/v2/offers.${format}?${parameters}`}
          size="compact"
          download={format === "csv" ? "" : undefined}
          title={t("exportTitle", { format: format.toUpperCase(), reference: search.reference })}
        >
          <Icon name={format === "csv" ? "download" : "braces"} size={14} />
          {format.toUpperCase()}
        </LinkButton>
      ))}
    </>
  );
}
