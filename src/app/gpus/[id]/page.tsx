import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GpuView } from "@/components/gpus/detail/gpu-view";
import { indexWindowIssues, readIndexWindow } from "@/components/gpus/detail/index-window";
import { IntlScope } from "@/components/locale/intl-scope";
import { getTranslator } from "@/components/locale/translator";
import { IssueNotice } from "@/components/offers/issue-notice";
import { NowProvider } from "@/components/offers/now";
import { benchmarkOf } from "@/domain/benchmarks";
import { gpuById } from "@/domain/gpu";
import { getQueryClient, HydrateClient, trpc } from "@/server/trpc/rsc";

type GpuPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: GpuPageProps): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslator("gpus"), params]);
  const gpu = gpuById(id);
  return gpu === null
    ? { title: t("notFound.title") }
    : { title: t("pageTitle", { gpu: gpu.model }), description: t("description") };
}

/** No loading file stands above this page: an unknown id answers 404. */
export default async function GpuPage({ params, searchParams }: GpuPageProps) {
  const [{ id }, given] = await Promise.all([params, searchParams]);
  const gpu = gpuById(id);
  if (gpu === null) notFound();
  const window = readIndexWindow(typeof given.window === "string" ? given.window : null);
  await getQueryClient().fetchQuery(trpc.index.gpu.queryOptions({ gpu: id, window }));
  return (
    <HydrateClient>
      <IntlScope namespaces={["gpus", "gpuHistory", "source", "issues"]}>
        <NowProvider now={new Date()}>
          <IssueNotice issues={indexWindowIssues(given)} />
          <GpuView gpu={gpu} sheet={benchmarkOf(id)} />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}
