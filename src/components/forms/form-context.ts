"use client";

import { createContext, useContext } from "react";

type FormContextValue = {
  /** Ids of fields begin with it. */
  id: string;
  isSubmitting: boolean;
  /** Labels of the fields by name, for the summary. Fields enter themselves. */
  labels: Map<string, string>;
  /** Runs at once, or when the pointer that is down has been let go. */
  afterPress: (act: () => void) => void;
};

export const FormContext = createContext<FormContextValue | null>(null);

/** @throws {Error} outside of a `<Form>`. */
export function useFormContext(): FormContextValue {
  const context = useContext(FormContext);
  if (context === null) throw new Error("a form field stands outside of a <Form>");
  return context;
}

/** The id of a field's control, so that the summary can link to it. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replaceAll(".", "-")}`;
}
