"use client";

import { createContext, type ReactNode, useContext } from "react";

export type ErrorText = {
  title: string;
  body: string;
  /** When what the page needs does not answer, which passes. */
  unavailable: { title: string; body: string };
  retry: string;
  home: string;
  reference: string;
  /** Before the id of the request. */
  request: string;
  copy: string;
  copied: string;
};

const ErrorTextContext = createContext<ErrorText | null>(null);

/** Passes the texts of the error page down the tree, since an error boundary runs in the browser without a dictionary. */
export function ErrorTextProvider({ text, children }: { text: ErrorText; children: ReactNode }) {
  return <ErrorTextContext value={text}>{children}</ErrorTextContext>;
}

export function useErrorText(): ErrorText {
  const text = useContext(ErrorTextContext);
  if (text === null) throw new Error("useErrorText must be called inside an <ErrorTextProvider>");
  return text;
}
