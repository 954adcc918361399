import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { IssueNotice } from "@/components/forms/issue-notice";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { CompareView } from "@/components/offers/compare/compare-view";
import { comparisonIssues, readComparedIds } from "@/components/offers/compare/compared-ids";
import { OfferLinksProvider } from "@/components/offers/offer-links";
import { writeSearch } from "@/domain/offer/offer-search";
import { readScoring } from "@/domain/offer/scoring-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

type ComparePageProps = { searchParams: Promise<SearchParameters> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("compare"))("title") };
}

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const parameters = await searchParams;
  const compared = readComparedIds(parameters.ids);
  const { search } = readScoring(parameters);
  await getQueryClient().fetchQuery(
    trpc.offers.compare.queryOptions({ ids: compared.ids, search: Object.fromEntries(writeSearch(search)) }),
  );
  return (
    <HydrateClient>
      <IntlScope namespaces={["compare", "offer", "source", "criteria", "scoring", "issues"]}>
        <NowProvider now={await renderedAt()}>
          <div className="flex flex-col gap-4">
            <IssueNotice issues={comparisonIssues(parameters)} />
            <OfferLinksProvider search={search}>
              <CompareView {...compared} search={search} />
            </OfferLinksProvider>
          </div>
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
