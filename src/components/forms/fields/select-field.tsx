"use client";

import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { Select } from "@/components/ui/select";
import { Field } from "../field";
import { type FormFieldProps, useFormField } from "./use-form-field";

type SelectFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> & {
  autoComplete?: string;
  /** `<option>` and `<optgroup>`; the empty value stands for no choice yet. */
  children: ReactNode;
};

/** One of many, in the browser's own list. */
export function SelectField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  isOptional = false,
  className,
  autoComplete,
  children,
}: SelectFieldProps<Values, Output>) {
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
        <Select
          {...described}
          ref={field.ref}
          name={field.name}
          autoComplete={autoComplete}
          value={typeof field.value === "string" ? field.value : ""}
          onChange={(event) => field.change(event.target.value)}
          onBlur={field.leave}
        >
          {children}
        </Select>
      )}
    </Field>
  );
}
