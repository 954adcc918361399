import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { ModelsScreen } from "@/components/models/models-screen";
import { parseModelSearch, writeModelSearch } from "@/domain/model/model-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("models");
  return { title: t("title"), description: t("description") };
}

type ModelsPageProps = { searchParams: Promise<SearchParameters> };

export default async function ModelsPage({ searchParams }: ModelsPageProps) {
  const { search } = parseModelSearch(await searchParams);
  const parameters = Object.fromEntries(writeModelSearch(search));
  await getQueryClient().prefetchQuery(trpc.models.search.queryOptions(parameters));
  return (
    <IntlScope namespaces={["models", "source", "errors", "issues", "table"]}>
      <NowProvider now={await renderedAt()}>
        <HydrateClient>
          <ModelsScreen />
        </HydrateClient>
      </NowProvider>
    </IntlScope>
  );
}
