"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { AddOffer } from "./add-offer";

/** Shown while there is nothing to compare: how to add offers, and a search to start with. */
export function CompareEmpty({ weighting }: { weighting: Record<string, string> }) {
  const t = useTranslations("compare.empty");
  return (
    <Card className="overflow-visible">
      <EmptyState
        title={t("title")}
        action={
          <Link href="/offers" className={buttonStyle()}>
            {t("market")}
          </Link>
        }
      >
        <p>{t.rich("body", { key: (chunks) => <Kbd>{chunks}</Kbd> })}</p>
        <div className="mt-4 flex justify-center text-left">
          <AddOffer ids={[]} weighting={weighting} />
        </div>
      </EmptyState>
    </Card>
  );
}
