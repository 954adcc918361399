import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { ProviderView } from "@/components/providers/provider-view";
import { providerNames } from "@/server/providers/provider-names";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

type ProviderPageProps = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: ProviderPageProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslator("providers"), params]);
  const known = providerNames.find((provider) => provider.slug === slug);
  if (!known) return { title: t("notFound.title") };
  return {
    title: t("pageTitle", { provider: known.name }),
    description: t("pageDescription", { provider: known.name }),
  };
}

/** No `loading.tsx` applies to this page, so that an unknown provider answers 404 before the first byte. */
export default async function ProviderPage({ params }: ProviderPageProps) {
  const { slug } = await params;
  if (!providerNames.some((provider) => provider.slug === slug)) notFound();
  const queries = getQueryClient();
  await Promise.all([
    queries.fetchQuery(trpc.providers.bySlug.queryOptions({ slug })),
    queries.prefetchQuery(trpc.offers.search.queryOptions({ provider: slug, group: "gpu" })),
    queries.prefetchQuery(trpc.models.servedBy.queryOptions({ provider: slug })),
    queries.prefetchQuery(trpc.models.endedAt.queryOptions({ provider: slug })),
  ]);
  return (
    <HydrateClient>
      <IntlScope
        namespaces={["providers", "groupPrices", "status", "source", "gpuHistory", "reasons", "rowReasons"]}
      >
        <NowProvider now={await renderedAt()}>
          <ProviderView slug={slug} />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
