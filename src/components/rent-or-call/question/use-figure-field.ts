"use client";

import { type ComponentProps, useEffect, useEffectEvent } from "react";
import { useDraft } from "@/components/forms/use-draft";
import { useIssueSentence } from "@/components/forms/use-issue-sentence";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import {
  parseQuestion,
  type QuestionField,
  type RentOrCallQuestion,
  writeField,
} from "@/domain/rent-or-call/rent-or-call";
import { fromNotation, inNotation } from "./figure-notation";
import { changeQuestion } from "./use-question-url";

/** Refused by every field, in its own words. */
const NO_FIGURE = "?";

/** Long enough to finish a number, short enough to feel like an answer. */
const SETTLED_AFTER_MS = 600;

/**
 * One figure of the question, written in a box: what the box needs, and the issue in words. What is typed counts when it settles and is
 * understood. A box that is left empty takes its figure back.
 */
export function useFigureField(field: QuestionField, question: RentOrCallQuestion) {
  const locale = useCurrentLocale();
  const given = writeField(field, question);
  const [draft, setDraft] = useDraft<string>(given);
  const sentence = useIssueSentence();
  const text = draft ?? inNotation(given, locale);
  const { question: read, issues } = parseQuestion({ [field]: fromNotation(text, locale) ?? NO_FIGURE });
  const issue = text === "" ? undefined : issues[0];
  const isPending = !issue && text !== "" && writeField(field, read) !== given;

  // The draft goes as it is taken over: a way back to the old value must not find it again.
  function commit(): void {
    if (!isPending) return;
    setDraft(null);
    changeQuestion({ [field]: read[field] });
  }
  const onSettled = useEffectEvent(commit);

  useEffect(() => {
    if (!isPending || text === "") return;
    const timer = setTimeout(() => onSettled(), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isPending, text]);

  const input = {
    name: field,
    form: QUESTION_FORM_ID,
    value: text,
    autoComplete: "off",
    spellCheck: false,
    className: "tabular",
    onChange: ({ target }) => setDraft(target.value),
    onBlur: () => (text === "" ? setDraft(null) : commit()),
  } satisfies ComponentProps<"input">;
  return { input, issue: issue && sentence(issue) };
}

/** Boxes below the form belong to it too, so that a submit without script sends them. */
export const QUESTION_FORM_ID = "rent-or-call";
