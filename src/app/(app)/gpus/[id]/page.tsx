import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  historyWindowIssues,
  readHistoryWindow,
  WINDOW_PARAMETER,
} from "@/components/charts/window/history-window";
import { NowProvider } from "@/components/format/now";
import { IssueNotice } from "@/components/forms/issue-notice";
import { GpuView } from "@/components/gpus/detail/gpu-view";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import type { FieldIssue } from "@/domain/field-issues";
import { benchmarkOf } from "@/domain/gpu/figures/benchmarks";
import { leastFiguresOf } from "@/domain/gpu/figures/ranked-figures";
import { gpuById } from "@/domain/gpu/gpu";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

type Given = Record<string, string | string[] | undefined>;
type GpuPageProps = { params: Promise<{ id: string }>; searchParams: Promise<Given> };

export async function generateMetadata({ params }: GpuPageProps): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslator("gpus"), params]);
  const gpu = gpuById(id);
  return gpu === null
    ? { title: t("notFound.title") }
    : { title: t("pageTitle", { gpu: gpu.model }), description: t("description") };
}

/** No `loading.tsx` applies to this page, so that an unknown id answers 404. */
export default async function GpuPage({ params, searchParams }: GpuPageProps) {
  const [{ id }, given] = await Promise.all([params, searchParams]);
  const gpu = gpuById(id);
  if (gpu === null) notFound();
  const window = readHistoryWindow(typeof given.window === "string" ? given.window : null);
  await getQueryClient().fetchQuery(trpc.index.gpu.queryOptions({ gpu: id, window }));
  return (
    <HydrateClient>
      <IntlScope namespaces={["gpus", "gpuHistory", "source", "issues"]}>
        <NowProvider now={await renderedAt()}>
          <IssueNotice issues={issuesOf(given)} />
          <GpuView gpu={gpu} sheet={benchmarkOf(id)} least={leastFiguresOf(id)} />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}

function issuesOf({ [WINDOW_PARAMETER]: window, ...others }: Given): FieldIssue[] {
  const unknown = Object.keys(others).map(
    (field): FieldIssue => ({ field, code: "unknown_parameter", parameters: {} }),
  );
  return [...historyWindowIssues(window), ...unknown];
}
