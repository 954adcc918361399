import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { GpusView } from "@/components/gpus/table/gpus-view";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("gpus");
  return { title: t("title"), description: t("description") };
}

export default async function GpusPage() {
  await getQueryClient().fetchQuery(trpc.index.all.queryOptions());
  return (
    <HydrateClient>
      <IntlScope namespaces={["gpus", "source", "issues", "table"]}>
        <NowProvider now={await renderedAt()}>
          <GpusView />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
