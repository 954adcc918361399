"use client";

import { createContext, type ReactNode, useContext } from "react";

export type ErrorText = { title: string; body: string; retry: string; home: string; reference: string };

const ErrorTextContext = createContext<ErrorText | null>(null);

/** Hands the words of the error page down as text, since an error boundary runs in the browser without a dictionary. */
export function ErrorTextProvider({ text, children }: { text: ErrorText; children: ReactNode }) {
  return <ErrorTextContext value={text}>{children}</ErrorTextContext>;
}

export function useErrorText(): ErrorText {
  const text = useContext(ErrorTextContext);
  if (text === null) throw new Error("the root layout provides the error text");
  return text;
}
