"use client";

import { useMemo } from "react";
import { changeAddress, parametersOf, useAddress } from "@/components/address/use-address";
import type { FieldIssue } from "@/domain/field-issues";
import { parseQuestion, type RentOrCallQuestion, writeQuestion } from "@/domain/rent-or-call/rent-or-call";

export const RENT_OR_CALL_PATH = "/rent-or-call";

/** The whole question, read from the address. */
export function useQuestionUrl(): { question: RentOrCallQuestion; issues: FieldIssue[] } {
  const text = useAddress(RENT_OR_CALL_PATH);
  return useMemo(() => readUrl(text), [text]);
}

/** Changes the address by some fields; each is a step that the back button undoes. */
export function changeQuestion(change: Partial<RentOrCallQuestion>): void {
  const { question } = readUrl(window.location.search);
  changeAddress(hrefOf({ ...question, ...change }));
}

/** The address of a question, for links that also work in a new tab and without script. */
export function hrefOf(question: RentOrCallQuestion): string {
  const text = writeQuestion(question).toString();
  return text === "" ? RENT_OR_CALL_PATH : `${RENT_OR_CALL_PATH}?${text}`;
}

/** A question as the procedure takes it: with nothing that is a default. */
export function queryOf(question: RentOrCallQuestion): Record<string, string> {
  return Object.fromEntries(writeQuestion(question));
}

function readUrl(text: string) {
  return parseQuestion(parametersOf(text));
}
