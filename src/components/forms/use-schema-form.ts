"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { type DefaultValues, type FieldPath, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";
import type { FieldIssue } from "@/domain/field-issues";
import { type Refusal, refusalOf } from "./refusal";
import { type FormSchema, schemaResolver } from "./schema-resolver";
import { useFieldSentence } from "./use-field-sentence";

type SchemaFormOptions<Schema extends FormSchema> = {
  schema: Schema;
  /** Every field of the form, also those that begin empty. */
  defaultValues: DefaultValues<z.input<Schema>>;
  /** Does what the form is for. A call that throws keeps what was typed and shows the refusal. */
  onSubmit: (values: z.output<Schema>) => Promise<void>;
};

/** A form that `<Form>` renders and whose `control` each field takes. */
export type SchemaForm<Schema extends FormSchema> = UseFormReturn<
  z.input<Schema>,
  unknown,
  z.output<Schema>
> & {
  submit: () => Promise<void>;
  refusal: Refusal | null;
};

/** Holds what is typed, checks it by the schema, and submits it once at a time. */
export function useSchemaForm<Schema extends FormSchema>({
  schema,
  defaultValues,
  onSubmit,
}: SchemaFormOptions<Schema>): SchemaForm<Schema> {
  const sentence = useFieldSentence();
  const latestSentence = useRef(sentence);
  useEffect(() => {
    latestSentence.current = sentence;
  });
  const resolver = useMemo(() => schemaResolver(schema, (issue) => latestSentence.current(issue)), [schema]);
  const form = useForm<z.input<Schema>, unknown, z.output<Schema>>({
    resolver,
    defaultValues,
    // A field is checked when it is left, and from then on while it is mended.
    mode: "onTouched",
    // <Form> moves the focus: it also knows the fields that the server refused.
    shouldFocusError: false,
  });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isUnderWay = useRef(false);

  async function send(values: z.output<Schema>): Promise<void> {
    setRefusal(null);
    try {
      await onSubmit(values);
    } catch (error) {
      const { issues, ...rest } = refusalOf(error);
      const placed = issues.filter(({ field }) => hasField(form.getValues(), field));
      for (const issue of placed)
        form.setError(pathOf<z.input<Schema>>(issue.field), { type: issue.code, message: sentence(issue) });
      setRefusal({ ...rest, issues: issues.filter((issue) => !placed.includes(issue)) });
    }
  }

  async function submit(): Promise<void> {
    // A second press arrives before React has drawn the button as busy.
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      await form.handleSubmit(send, () => setRefusal(null))();
    } finally {
      isUnderWay.current = false;
    }
  }

  return { ...form, submit, refusal };
}

function hasField(values: object, field: FieldIssue["field"]): boolean {
  return Object.hasOwn(values, field.split(".")[0] ?? "");
}

/** Safe after {@link hasField}: the form holds a field of this name. */
function pathOf<Values extends z.input<FormSchema>>(field: string): FieldPath<Values> {
  return field as FieldPath<Values>;
}
