import type { Metadata } from "next";
import { NowProvider } from "@/components/format/now";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { RentOrCallScreen } from "@/components/rent-or-call/rent-or-call-screen";
import { parseQuestion, writeQuestion } from "@/domain/rent-or-call/rent-or-call";
import type { SearchParameters } from "@/domain/search-parameters";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("rentOrCall");
  return { title: t("title"), description: t("description") };
}

type RentOrCallPageProps = { searchParams: Promise<SearchParameters> };

/** Takes `?model=` and every other field of the question; the answer is server-rendered, before any JavaScript. */
export default async function RentOrCallPage({ searchParams }: RentOrCallPageProps) {
  const { question } = parseQuestion(await searchParams);
  const parameters = Object.fromEntries(writeQuestion(question));
  await getQueryClient().prefetchQuery(trpc.rentOrCall.compare.queryOptions(parameters));
  return (
    <IntlScope namespaces={["rentOrCall", "source", "errors", "offers", "issues", "reasons"]}>
      <NowProvider now={await renderedAt()}>
        <HydrateClient>
          <RentOrCallScreen />
        </HydrateClient>
      </NowProvider>
    </IntlScope>
  );
}
