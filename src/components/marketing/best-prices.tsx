import { getTranslator } from "@/components/locale/get-translator";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { type BestPrice, BestPriceTable } from "./best-price-table";

type BestPricesProps = {
  /** null = the market snapshot did not answer. */
  rows: readonly BestPrice[] | null;
  now: Date;
};

/** The table of the start page with its other states: no answer, no offers yet, simulated. */
export async function BestPrices({ rows, now }: BestPricesProps) {
  const t = await getTranslator("bestPrices");
  if (rows === null || rows.length === 0) {
    const isDown = rows === null;
    return (
      <Card>
        <EmptyState
          title={isDown ? t("unavailableTitle") : t("emptyTitle")}
          action={<LinkButton href="/status">{t("status")}</LinkButton>}
        >
          {isDown ? t("unavailable") : t("empty")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      {rows.some(({ source }) => source === "simulated") && (
        <Notice tone="sim" className="mb-3">
          {t("simulated")}
        </Notice>
      )}
      <Card className="overflow-hidden">
        <BestPriceTable rows={rows} now={now} />
      </Card>
    </>
  );
}
