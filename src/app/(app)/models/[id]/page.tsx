import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { historyWindowIssues, readHistoryWindow } from "@/components/charts/window/history-window";
import { NowProvider } from "@/components/format/now";
import { IssueNotice } from "@/components/forms/issue-notice";
import { getTranslator } from "@/components/locale/get-translator";
import { IntlScope } from "@/components/locale/intl-scope";
import { ModelView } from "@/components/models/detail/model-view";
import type { FieldIssue } from "@/domain/field-issues";
import { type Model, modelById } from "@/domain/model/model";
import { tokenRatio } from "@/domain/model/token-ratio";
import { readFields } from "@/domain/search-parameters";
import { getQueryClient, HydrateClient, renderedAt, trpc } from "@/server/trpc/rsc";

type Given = string | string[] | undefined;
type ModelPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ window?: Given; ratio?: Given }>;
};

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  const [t, model] = await Promise.all([getTranslator("model"), readModel(params)]);
  if (model === null) return { title: t("notFound.title") };
  return { title: model.name, description: t("pageDescription", { model: model.name }) };
}

/** No `loading.tsx` applies to this page: the model is loaded before the first byte, so that an unknown id answers 404. */
export default async function ModelPage({ params, searchParams }: ModelPageProps) {
  const [model, { window, ratio }] = await Promise.all([readModel(params), searchParams]);
  if (model === null) notFound();
  const { id } = model;
  const chosen = readHistoryWindow(typeof window === "string" ? window : null);
  await Promise.all([
    getQueryClient().fetchQuery(trpc.models.byId.queryOptions({ id })),
    getQueryClient().prefetchQuery(trpc.models.priceHistory.queryOptions({ id, window: chosen })),
  ]);
  return (
    <HydrateClient>
      <IntlScope namespaces={["model", "models", "source", "errors", "issues"]}>
        <NowProvider now={await renderedAt()}>
          <IssueNotice issues={[...historyWindowIssues(window), ...ratioIssues(ratio)]} />
          <ModelView id={id} />
        </NowProvider>
      </IntlScope>
    </HydrateClient>
  );
}

async function readModel(params: ModelPageProps["params"]): Promise<Model | null> {
  return modelById((await params).id);
}

function ratioIssues(given: Given): FieldIssue[] {
  return given === undefined ? [] : readFields({ ratio: tokenRatio }, { ratio: given }).issues;
}
