"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import type { FieldIssue } from "@/domain/errors";
import { parseQuestion, type RentOrCallQuestion, writeQuestion } from "@/domain/rent-or-call";

export const RENT_OR_CALL_PATH = "/rent-or-call";

const listeners = new Set<() => void>();

/**
 * The whole question, read from the address itself: the router tells of a change a moment later, and a choice that is made must
 * stand at once.
 */
export function useQuestionUrl(): { question: RentOrCallQuestion; issues: FieldIssue[] } {
  const rendered = useSearchParams().toString();
  const text = useSyncExternalStore(
    subscribe,
    () =>
      window.location.pathname === RENT_OR_CALL_PATH
        ? new URLSearchParams(window.location.search).toString()
        : rendered,
    () => rendered,
  );
  return useMemo(() => readUrl(text), [text]);
}

/** Changes the address by some fields; each is a step that the back button undoes. */
export function changeQuestion(change: Partial<RentOrCallQuestion>): void {
  const { question } = readUrl(window.location.search);
  const href = hrefOf({ ...question, ...change });
  if (href === `${window.location.pathname}${window.location.search}`) return;
  window.history.pushState(null, "", href);
  for (const listener of listeners) listener();
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

function readUrl(text: string) {
  const parameters = new URLSearchParams(text);
  return parseQuestion(
    Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)])),
  );
}
