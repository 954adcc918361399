import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { ProvidersView } from "@/components/providers/providers-view";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("providers");
  return { title: t("title"), description: t("description") };
}

export default async function ProvidersPage() {
  await getQueryClient().fetchQuery(trpc.providers.all.queryOptions());
  return (
    <HydrateClient>
      <IntlScope namespaces={["providers", "status", "source", "reasons"]}>
        <NowProvider now={await renderedAt()}>
          <ProvidersView />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
