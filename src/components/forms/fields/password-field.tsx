"use client";

import { type ReactNode, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Field } from "../field";
import { type FormFieldProps, useFormField } from "./use-form-field";

type PasswordFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> & {
  /** Tells password managers whether to fill in or to suggest. */
  autoComplete: "current-password" | "new-password";
  aside?: ReactNode;
};

/** A password that can be shown: those who see what they type need no second box to repeat it. */
export function PasswordField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  className,
  autoComplete,
  aside,
}: PasswordFieldProps<Values, Output>) {
  const t = useTranslations("forms");
  const field = useFormField({ control, name, label });
  const [isShown, setIsShown] = useState(false);
  return (
    <Field
      id={field.id}
      label={label}
      hint={hint}
      issue={field.issue}
      aside={aside}
      isRequired
      className={className}
    >
      {(described) => (
        <span className="relative flex">
          <Input
            {...described}
            ref={field.ref}
            name={field.name}
            type={isShown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            value={typeof field.value === "string" ? field.value : ""}
            onChange={(event) => field.change(event.target.value)}
            onBlur={field.leave}
            className="pr-11!"
          />
          <button
            type="button"
            aria-pressed={isShown}
            aria-label={t("showPassword")}
            title={t(isShown ? "hidePassword" : "showPassword")}
            onClick={() => setIsShown(!isShown)}
            className="absolute inset-y-0 right-0 inline-flex w-10 items-center justify-center rounded-control text-muted hover:text-text touch-target"
          >
            <Icon name={isShown ? "eye-off" : "eye"} />
          </button>
        </span>
      )}
    </Field>
  );
}
