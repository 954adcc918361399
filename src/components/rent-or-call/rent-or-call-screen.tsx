"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { IssueNotice } from "@/components/forms/issue-notice";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { QueryError } from "@/components/offers/market/query-error";
import { useTRPC } from "@/components/trpc/provider";
import { modelById } from "@/domain/model/model";
import { type RentOrCallQuestion, writeTokens } from "@/domain/rent-or-call/rent-or-call";
import { Answer } from "./answer/answer";
import { AnswerSkeleton } from "./answer/answer-skeleton";
import { BreakEvenChart } from "./answer/break-even-chart";
import { ComparisonList } from "./answer/comparison-list";
import { MemoryNeeds } from "./answer/memory-needs";
import { NoRental } from "./answer/no-rental";
import { Assumptions } from "./question/assumptions";
import { inNotation } from "./question/figure-notation";
import { QuestionForm } from "./question/question-form";
import { QUESTION_FORM_ID } from "./question/use-figure-field";
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
      <AskedInBrief question={question} />
      {/* On a phone the answer comes before the boxes; beside them it starts at the same height. */}
      <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <div className={`flex min-w-0 flex-col gap-4 lg:col-start-2 ${shade}`} aria-busy={isWorking}>
          {answer.data && <Decision comparison={answer.data} />}
          {answer.isPending && <AnswerSkeleton label={t("loading")} />}
          {answer.isError && <QueryError error={answer.error} onRetry={() => void answer.refetch()} />}
        </div>
        <div className="min-w-0 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <QuestionForm question={question} />
        </div>
        {answer.data && (
          <div className={`min-w-0 lg:col-start-2 ${shade}`}>
            <BreakEvenChart comparison={answer.data} />
          </div>
        )}
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
    </>
  );
}

/** The question in one line, with the way to its boxes, where they stand under the answer. */
function AskedInBrief({ question }: { question: RentOrCallQuestion }) {
  const [t, locale] = [useTranslations("rentOrCall.question"), useCurrentLocale()];
  const model = modelById(question.model)?.name ?? question.model;
  return (
    <p className="flex items-center justify-between gap-3 rounded-control border bg-surface px-3 py-2 text-13 lg:hidden">
      <span className="min-w-0 font-medium">
        {t("asked", { model, tokens: inNotation(writeTokens(question.tokens), locale) })}
      </span>
      <a href={`#${QUESTION_FORM_ID}`} className="text-accent hover:underline touch-target">
        {t("change")}
      </a>
    </p>
  );
}
