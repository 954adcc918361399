"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";
import { Field } from "../field";
import { type FormFieldProps, useFormField } from "./use-form-field";

type TextFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> &
  Pick<
    ComponentProps<"input">,
    "autoComplete" | "inputMode" | "placeholder" | "maxLength" | "min" | "max" | "spellCheck"
  > & {
    type?: "text" | "email" | "tel" | "url" | "date";
    /** Ids, numbers and words to repeat exactly. */
    isMono?: boolean;
    aside?: ReactNode;
    /** In a dialog: takes the focus when it opens. */
    hasFirstFocus?: boolean;
  };

/** A line of text; `type="date"` is the browser's own calendar, whose value is "2026-11-29" in every language. */
export function TextField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  isOptional = false,
  className,
  hasFirstFocus = false,
  aside,
  isMono = false,
  type = "text",
  autoComplete = "off",
  ...rest
}: TextFieldProps<Values, Output>) {
  const field = useFormField({ control, name, label });
  return (
    <Field
      id={field.id}
      label={label}
      hint={hint}
      issue={field.issue}
      aside={aside}
      isOptional={isOptional}
      isRequired={!isOptional}
      className={className}
    >
      {(described) => (
        <Input
          {...described}
          data-first-focus={hasFirstFocus || undefined}
          {...rest}
          ref={field.ref}
          name={field.name}
          type={type}
          autoComplete={autoComplete}
          value={typeof field.value === "string" ? field.value : ""}
          onChange={(event) => field.change(event.target.value)}
          onBlur={field.leave}
          className={classNames(isMono && "font-mono")}
        />
      )}
    </Field>
  );
}
