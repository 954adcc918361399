import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { historyWindowIssues, readHistoryWindow } from "@/components/charts/window/history-window";
import { NowProvider } from "@/components/format/now";
import { IssueNotice } from "@/components/forms/issue-notice";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { OfferView } from "@/components/offers/detail/offer-view";
import { OfferLinksProvider } from "@/components/offers/offer-links";
import { benchmarkOf } from "@/domain/gpu/figures/benchmarks";
import { gpuById } from "@/domain/gpu/gpu";
import { type OfferSearch, writeSearch } from "@/domain/offer/offer-search";
import { readScoring } from "@/domain/offer/scoring-search";
import type { SearchParameters } from "@/domain/search-parameters";
import { siteOf } from "@/server/forwarded";
import { providerNames } from "@/server/providers/provider-names";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

type OfferPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
};

export async function generateMetadata({ params, searchParams }: OfferPageProps): Promise<Metadata> {
  const [{ id }, { search }] = [await params, readScoring(await searchParams)];
  const [t, offer] = await Promise.all([getTranslator("offer"), readOffer(id, textOf(search))]);
  if (offer === null) return { title: t("notFound.title") };
  return {
    title: t("pageTitle", { gpu: offer.gpuName, provider: offer.providerName }),
    robots: offer.goneAt === null ? undefined : { index: false },
  };
}

/** No `loading.tsx` applies to this page: the offer is loaded before the first byte, so that an unknown id answers 404. */
export default async function OfferPage({ params, searchParams }: OfferPageProps) {
  const [{ id }, parameters] = await Promise.all([params, searchParams]);
  const { window } = parameters;
  const { search, issues } = readScoring(parameters);
  const offer = await readOffer(id, textOf(search));
  if (offer === null) notFound();
  const chosen = readHistoryWindow(typeof window === "string" ? window : null);
  if (offer.feedSource !== "list") {
    await getQueryClient().prefetchQuery(trpc.prices.ofOffer.queryOptions({ id, window: chosen }));
  }
  return (
    <HydrateClient>
      <IntlScope
        namespaces={["benchmarkNotes", "offer", "source", "criteria", "scoring", "errors", "issues"]}
      >
        <NowProvider now={await renderedAt()}>
          <IssueNotice issues={[...issues, ...historyWindowIssues(window)]} />
          <OfferLinksProvider search={search}>
            <OfferView
              id={id}
              search={search}
              origin={originOf(await headers())}
              gpu={gpuById(offer.gpuId)}
              sheet={benchmarkOf(offer.gpuId)}
              website={providerNames.find(({ slug }) => slug === offer.provider)?.website ?? null}
            />
          </OfferLinksProvider>
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}

/** null for a malformed or an unknown id: for the reader, neither offer exists. */
const readOffer = cache(async (id: string, query: string) => {
  const search = Object.fromEntries(new URLSearchParams(query));
  try {
    return await getQueryClient().fetchQuery(trpc.offers.byId.queryOptions({ id, search }));
  } catch (error) {
    if (isUnknownOffer(error)) return null;
    throw error;
  }
});

/** Text, by which one request remembers the offer that it has read. */
function textOf(search: OfferSearch): string {
  return writeSearch(search).toString();
}

function isUnknownOffer(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false;
  return error.code === "NOT_FOUND" || error.code === "BAD_REQUEST";
}

function originOf(given: Headers): string {
  const { host, isSecure } = siteOf(given);
  return `${isSecure ? "https" : "http"}://${host ?? "localhost"}`;
}
