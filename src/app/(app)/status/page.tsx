import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { DatabaseNotice } from "@/components/status/database-notice";
import { StatusView } from "@/components/status/status-view";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("status");
  return { title: t("title"), description: t("description") };
}

export default async function StatusPage() {
  const [t, queries] = [await getTranslator("status"), getQueryClient()];
  const [feeds, names, clock] = await Promise.allSettled([
    queries.fetchQuery(trpc.providers.health.queryOptions()),
    queries.fetchQuery(trpc.providers.unmappedNames.queryOptions()),
    queries.fetchQuery(trpc.providers.clock.queryOptions()),
  ]);
  // Asked last: a failed read has told this process whether its database is away.
  const { awaySince } = await queries.fetchQuery(trpc.providers.database.queryOptions());
  const failed = [feeds, names, clock].find(({ status }) => status === "rejected");
  // Without the database and without an earlier answer there is nothing to say of the feeds; why, there is.
  if (failed?.status === "rejected" && awaySince === null) throw failed.reason;
  return (
    <HydrateClient>
      <IntlScope namespaces={["status", "source", "unmapped", "reasons", "rowReasons"]}>
        <NowProvider now={await renderedAt()}>
          <div className="flex flex-col gap-6">
            <DatabaseNotice isKnown={failed === undefined} />
            {failed === undefined ? (
              <StatusView />
            ) : (
              <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
            )}
          </div>
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
