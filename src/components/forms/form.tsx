"use client";

import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { FormContext } from "./form-context";
import { Issues } from "./issues";
import type { FormSchema } from "./schema-resolver";
import { useAfterPress } from "./use-after-press";
import type { SchemaForm } from "./use-schema-form";

type FormProps<Schema extends FormSchema> = {
  form: SchemaForm<Schema>;
  /** Names the form where its heading does not. */
  label?: string;
  className?: string;
  children: ReactNode;
};

/**
 * A form around its fields. After a submit that was refused, here or by the server, the focus goes to the first wrong field in the
 * order of the page, or to the summary when no field is at fault.
 *
 * Its page needs the texts of `forms`, `issues` and `reasons`.
 */
export function Form<Schema extends FormSchema>({ form, label, className, children }: FormProps<Schema>) {
  const { submit, refusal } = form;
  const { isSubmitting, submitCount, errors } = form.formState;
  const id = useId();
  const [labels] = useState(() => new Map<string, string>());
  const afterPress = useAfterPress();
  const context = useMemo(
    () => ({ id, isSubmitting, labels, afterPress }),
    [id, isSubmitting, labels, afterPress],
  );
  const element = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLElement>(null);
  const seenSubmits = useRef(0);
  useEffect(() => {
    if (isSubmitting || submitCount === seenSubmits.current) return;
    seenSubmits.current = submitCount;
    const wrong = element.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    (wrong ?? summary.current)?.focus();
  }, [isSubmitting, submitCount]);
  return (
    <FormContext value={context}>
      <form
        ref={element}
        noValidate
        aria-label={label}
        className={classNames("flex flex-col gap-4", className)}
        onSubmit={(event) => {
          event.preventDefault();
          // A form in a dialog that belongs to another form must not send both.
          event.stopPropagation();
          void submit();
        }}
      >
        {submitCount > 0 && <Issues ref={summary} errors={errors} refusal={refusal} />}
        {children}
      </form>
    </FormContext>
  );
}
