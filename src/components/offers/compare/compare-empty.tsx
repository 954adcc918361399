"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { useOfferLinks } from "../offer-links";
import { AddOffer } from "./add-offer";

/** Shown while there is nothing to compare: how to add offers, and a search to start with. */
export function CompareEmpty({ search }: { search: OfferSearch }) {
  const t = useTranslations("compare.empty");
  return (
    <Card className="overflow-visible">
      <EmptyState
        title={t("title")}
        action={
          <Link href={useOfferLinks().market()} className={buttonStyle()}>
            {t("market")}
          </Link>
        }
      >
        <p>{t.rich("body", { key: (chunks) => <Kbd>{chunks}</Kbd> })}</p>
        <div className="mt-4 flex justify-center text-left">
          <AddOffer ids={[]} search={search} />
        </div>
      </EmptyState>
    </Card>
  );
}
