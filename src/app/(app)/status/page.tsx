import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { StatusView } from "@/components/status/status-view";
import { getQueryClient, HydrateClient, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("status");
  return { title: t("title"), description: t("description") };
}

export default async function StatusPage() {
  await Promise.all([
    getQueryClient().fetchQuery(trpc.providers.health.queryOptions()),
    getQueryClient().fetchQuery(trpc.providers.unmappedNames.queryOptions()),
  ]);
  return (
    <HydrateClient>
      <IntlScope namespaces={["status", "source", "unmapped", "reasons", "rowReasons"]}>
        <NowProvider now={new Date()}>
          <StatusView />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
