import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { IssueNotice } from "@/components/forms/issue-notice";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { CompareView } from "@/components/offers/compare/compare-view";
import {
  comparisonIssues,
  readComparedIds,
  readWeighting,
  weightingParameters,
} from "@/components/offers/compare/compared-ids";
import type { SearchParameters } from "@/domain/search-parameters";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

type ComparePageProps = { searchParams: Promise<SearchParameters> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("compare"))("title") };
}

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const parameters = await searchParams;
  const compared = readComparedIds(parameters.ids);
  const weighting = weightingParameters(readWeighting(parameters));
  await getQueryClient().fetchQuery(
    trpc.offers.compare.queryOptions({ ids: compared.ids, search: weighting }),
  );
  return (
    <HydrateClient>
      <IntlScope namespaces={["compare", "offer", "source", "criteria", "issues"]}>
        <NowProvider now={await renderedAt()}>
          <IssueNotice issues={comparisonIssues(parameters)} />
          <CompareView {...compared} weighting={weighting} />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
