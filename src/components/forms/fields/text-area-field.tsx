"use client";

import type { FieldValues } from "react-hook-form";
import { controlStyle } from "@/components/ui/control-style";
import { Field } from "../field";
import { type FormFieldProps, useFormField } from "./use-form-field";

type TextAreaFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> & {
  rows?: number;
  maxLength?: number;
  /** In a dialog: takes the focus when it opens. */
  hasFirstFocus?: boolean;
};

/** A few lines of text, such as a reason; `hint` says who will read it. */
export function TextAreaField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  isOptional = false,
  className,
  hasFirstFocus = false,
  rows = 2,
  maxLength,
}: TextAreaFieldProps<Values, Output>) {
  const field = useFormField({ control, name, label });
  return (
    <Field
      id={field.id}
      label={label}
      hint={hint}
      issue={field.issue}
      isOptional={isOptional}
      isRequired={!isOptional}
      className={className}
    >
      {(described) => (
        <textarea
          {...described}
          data-first-focus={hasFirstFocus || undefined}
          ref={field.ref}
          name={field.name}
          rows={rows}
          maxLength={maxLength}
          value={typeof field.value === "string" ? field.value : ""}
          onChange={(event) => field.change(event.target.value)}
          onBlur={field.leave}
          className={`${controlStyle} h-auto! resize-y py-2`}
        />
      )}
    </Field>
  );
}
