"use client";

import { useEffect } from "react";
import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { fieldId, useFormContext } from "../form-context";

/** What every field of a form takes. `control` is that of `useSchemaForm`, and checks the name. */
export type FormFieldProps<Values extends FieldValues, Output> = {
  control: Control<Values, unknown, Output>;
  name: FieldPath<Values>;
  label: string;
  hint?: React.ReactNode;
  isOptional?: boolean;
  className?: string;
};

/** Ties a control to its form: the value, the moments when it is checked, and the issue in words. */
export function useFormField<Values extends FieldValues, Output>({
  control,
  name,
  label,
}: Pick<FormFieldProps<Values, Output>, "control" | "name" | "label">) {
  const { id, labels, afterPress } = useFormContext();
  const { field, fieldState } = useController({ control, name });
  useEffect(() => {
    labels.set(name, label);
  }, [labels, name, label]);
  const value: unknown = field.value;
  return {
    id: fieldId(id, name),
    value,
    issue: fieldState.error?.message,
    change: field.onChange,
    /** A field that was passed by empty is not wrong yet; the submit will tell. */
    leave: () => {
      if (!isEmpty(value)) afterPress(field.onBlur);
    },
    ref: field.ref,
    name: field.name,
  };
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined || value === false;
}
