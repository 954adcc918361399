"use client";

import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { FieldIssue, hintStyle } from "../field";
import { type FormFieldProps, useFormField } from "./use-form-field";

type CheckboxFieldProps<Values extends FieldValues, Output> = Omit<
  FormFieldProps<Values, Output>,
  "isOptional"
> & {
  /** What stands beside the box when it needs links or figures; `label` then names the field in the summary. */
  children?: ReactNode;
};

/** A yes or no, such as a consent; it begins unticked unless the form says otherwise. */
export function CheckboxField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  className,
  children,
}: CheckboxFieldProps<Values, Output>) {
  const field = useFormField({ control, name, label });
  const described = [field.issue && `${field.id}-issue`, hint && `${field.id}-hint`].filter(Boolean);
  return (
    <div className={className}>
      <label className="flex cursor-pointer items-start gap-2.5 text-14 pointer-coarse:min-h-11">
        <input
          ref={field.ref}
          id={field.id}
          name={field.name}
          type="checkbox"
          checked={field.value === true}
          aria-invalid={field.issue ? true : undefined}
          aria-describedby={described.join(" ") || undefined}
          onChange={(event) => field.change(event.target.checked)}
          onBlur={field.leave}
          className="mt-[3px] size-4 shrink-0 accent-accent pointer-coarse:size-5"
        />
        <span className="min-w-0">{children ?? label}</span>
      </label>
      <div className="pl-6.5 pointer-coarse:pl-7.5">
        <FieldIssue id={`${field.id}-issue`}>{field.issue}</FieldIssue>
        {hint && (
          <div id={`${field.id}-hint`} className={hintStyle("regular")}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
