"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { type OfferSearch, writeSearch } from "@/domain/offer/offer-search";
import { AddOffer } from "./add-offer";
import { CompareEmpty } from "./compare-empty";
import { CompareNotices } from "./compare-notices";
import { type ComparedIds, MAX_COMPARED } from "./compared-ids";
import { CompareTable } from "./table/compare-table";

type CompareViewProps = ComparedIds & {
  /** What the scores depend on. */
  search: OfferSearch;
};

/** Offers side by side, kept up to date while the page is open. */
export function CompareView({ ids, malformed, surplus, search }: CompareViewProps) {
  const t = useTranslations("compare");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: offers } = useSuspenseQuery(
    trpc.offers.compare.queryOptions({ ids, search: Object.fromEntries(writeSearch(search)) }),
  );
  useFreshOnEvents({
    concerns: (event) =>
      offers.some(({ provider, feedSource }) => event.provider === provider && event.source === feedSource),
    refresh: () => void queries.invalidateQueries(trpc.offers.compare.queryFilter()),
  });
  const unknown = ids.filter((id) => !offers.some((offer) => offer.id === id));
  const shown = offers.map(({ id }) => id);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="mr-auto">
          <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
          <p className="text-14 text-muted">{t("lead", { most: MAX_COMPARED })}</p>
        </div>
        {offers.length > 0 && offers.length < MAX_COMPARED && <AddOffer ids={shown} search={search} />}
        {offers.length === MAX_COMPARED && <p className="text-13 text-muted">{t("full")}</p>}
      </header>
      <CompareNotices malformed={malformed} surplus={surplus} unknown={unknown} />
      {offers.length === 0 ? (
        <CompareEmpty search={search} />
      ) : (
        <CompareTable offers={offers} search={search} />
      )}
    </div>
  );
}
