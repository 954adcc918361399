import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { MarketScreen } from "@/components/offers/market/market-screen";
import { UI_ONLY_PARAMS } from "@/components/offers/market/view/view-params";
import { parseSearch, writeSearch } from "@/domain/offer/offer-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("offers");
  return { title: t("title"), description: t("description") };
}

type OffersPageProps = { searchParams: Promise<SearchParameters> };

export default async function OffersPage({ searchParams }: OffersPageProps) {
  const { search } = parseSearch(await searchParams, UI_ONLY_PARAMS);
  const parameters = Object.fromEntries(writeSearch({ ...search, page: 1, limit: 100 }));
  await getQueryClient().prefetchQuery(trpc.offers.search.queryOptions(parameters));
  return (
    <IntlScope
      namespaces={["offers", "groupPrices", "criteria", "scoring", "source", "errors", "issues", "reasons"]}
    >
      <NowProvider now={await renderedAt()}>
        <HydrateClient>
          <MarketScreen />
        </HydrateClient>
      </NowProvider>
    </IntlScope>
  );
}
