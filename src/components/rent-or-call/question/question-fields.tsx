"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/forms/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  parseQuestion,
  type QuestionField,
  type RentOrCallQuestion,
} from "@/domain/rent-or-call/rent-or-call";
import { QUESTION_FORM_ID, useFigureField } from "./use-figure-field";
import { changeQuestion } from "./use-question-url";

type QuestionFieldProps = {
  field: QuestionField;
  question: RentOrCallQuestion;
  label: string;
  unit?: string;
  hint?: string;
  className?: string;
};

type FigureFieldProps = QuestionFieldProps & { inputMode?: "decimal" | "numeric" | "text" };

/** A box for one figure of the question. */
export function FigureField({ field, question, inputMode = "decimal", ...rest }: FigureFieldProps) {
  const { input, issue } = useFigureField(field, question);
  return (
    <Field {...rest} issue={issue} size="compact">
      {(control) => <Input {...control} {...input} inputMode={inputMode} />}
    </Field>
  );
}

/** One of a few values of the question, under its label. */
export function ChoiceField({
  children,
  field,
  question,
  ...rest
}: QuestionFieldProps & { children: ReactNode }) {
  return (
    <Field {...rest} size="compact">
      {({ id }) => (
        <Choice id={id} field={field} question={question}>
          {children}
        </Choice>
      )}
    </Field>
  );
}

type ChoiceProps = Pick<QuestionFieldProps, "field" | "question"> & { id: string; children: ReactNode };

export function Choice({ id, field, question, children }: ChoiceProps) {
  return (
    <Select
      id={id}
      name={field}
      form={QUESTION_FORM_ID}
      value={String(question[field])}
      onChange={(event) =>
        changeQuestion({ [field]: parseQuestion({ [field]: event.target.value }).question[field] })
      }
    >
      {children}
    </Select>
  );
}
