"use client";

import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { FieldIssue, hintStyle, labelStyle, OptionalMark } from "../field";
import { choiceLooks } from "./choice-looks";
import { type FormFieldProps, useFormField } from "./use-form-field";

type Choice = {
  value: string;
  label: string;
  /** What the choice means, below its label. Not shown in a bar. */
  hint?: ReactNode;
  /** At the end of the line, such as its price. Not shown in a bar. */
  trailing?: ReactNode;
};

type ChoiceFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> & {
  choices: readonly Choice[];
  /** "bar" for two to four short words, "cards" where each choice has its own line. */
  look?: keyof typeof choiceLooks;
};

/** One of a few, all in sight: radio buttons, so that the arrow keys and the form's semantics are the browser's. */
export function ChoiceField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  isOptional = false,
  className,
  choices,
  look = "cards",
}: ChoiceFieldProps<Values, Output>) {
  const field = useFormField({ control, name, label });
  const style = choiceLooks[look];
  const described = [field.issue && `${field.id}-issue`, hint && `${field.id}-hint`].filter(Boolean);
  return (
    <fieldset
      aria-describedby={described.join(" ") || undefined}
      className={`flex min-w-0 flex-col gap-1.5 ${className ?? ""}`}
    >
      <legend className={`mb-1.5 ${labelStyle("regular")}`}>
        {label}
        {isOptional && <OptionalMark />}
      </legend>
      <div className={style.group}>
        {choices.map((choice, place) => (
          <label key={choice.value} className={style.choice}>
            <input
              ref={place === 0 ? field.ref : undefined}
              id={place === 0 ? field.id : undefined}
              name={field.id}
              type="radio"
              value={choice.value}
              checked={field.value === choice.value}
              aria-invalid={field.issue ? true : undefined}
              onChange={() => field.change(choice.value)}
              onBlur={field.leave}
              className={style.input}
            />
            <span className="flex min-w-0 flex-1 flex-col">
              <span className={style.label}>{choice.label}</span>
              {look === "cards" && choice.hint && <span className="text-13 text-muted">{choice.hint}</span>}
            </span>
            {look === "cards" && choice.trailing}
          </label>
        ))}
      </div>
      <FieldIssue id={`${field.id}-issue`}>{field.issue}</FieldIssue>
      {hint && (
        <div id={`${field.id}-hint`} className={hintStyle("regular")}>
          {hint}
        </div>
      )}
    </fieldset>
  );
}
