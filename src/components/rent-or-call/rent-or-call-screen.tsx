"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { IssueNotice } from "@/components/forms/issue-notice";
import { QueryError } from "@/components/offers/market/query-error";
import { useTRPC } from "@/components/trpc/provider";
import { Answer } from "./answer/answer";
import { AnswerSkeleton } from "./answer/answer-skeleton";
import { BreakEvenChart } from "./answer/break-even-chart";
import { ComparisonList } from "./answer/comparison-list";
import { MemoryNeeds } from "./answer/memory-needs";
import { NoRental } from "./answer/no-rental";
import { Assumptions } from "./question/assumptions";
import { QuestionForm } from "./question/question-form";
import { queryOf, useQuestionUrl } from "./question/use-question-url";
import type { Comparison } from "./types";

/**
 * One question and its answer: what calling and renting cost for the same tokens, why, and at what volume the cheaper one
 * changes.
 */
export function RentOrCallScreen() {
  const t = useTranslations("rentOrCall");
  const trpc = useTRPC();
  const { question, issues } = useQuestionUrl();
  const answer = useQuery(
    trpc.rentOrCall.compare.queryOptions(queryOf(question), { placeholderData: keepPreviousData }),
  );
  const isWorking = answer.isPlaceholderData || answer.isPending;
  // The previous answer stays, marked as such, until the next one arrives.
  const shade = answer.isPlaceholderData ? "opacity-60 transition-opacity" : "transition-opacity";
  return (
    <div className="flex flex-col gap-4">
      <header>
        <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
        <p className="max-w-[60rem] text-14 text-muted">{t("lead")}</p>
      </header>
      <IssueNotice issues={issues} />
      <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <QuestionForm question={question} />
        <div className={`flex min-w-0 flex-col gap-4 ${shade}`} aria-busy={isWorking}>
          {answer.data && <Decision comparison={answer.data} />}
          {answer.isPending && <AnswerSkeleton label={t("loading")} />}
          {answer.isError && <QueryError error={answer.error} onRetry={() => void answer.refetch()} />}
        </div>
      </div>
      {answer.data && (
        <div className={shade}>
          <ComparisonList comparison={answer.data} question={question} />
        </div>
      )}
      <Assumptions question={question} />
    </div>
  );
}

function Decision({ comparison }: { comparison: Comparison }) {
  const { best, needs } = comparison;
  const isSizeKnown = !("why" in needs && needs.why === "unknown_size");
  return (
    <>
      <Answer comparison={comparison} />
      <MemoryNeeds comparison={comparison} />
      {best.rent === null && isSizeKnown && <NoRental comparison={comparison} />}
      <BreakEvenChart comparison={comparison} />
    </>
  );
}
