"use client";

import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Input } from "@/components/ui/input";
import type { Locale } from "@/locale/locales";
import { Field } from "../field";
import { readCents, readDecimal, writeCents, writeDecimal } from "./read-decimal";
import { type FormFieldProps, useFormField } from "./use-form-field";

type NumberFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> & {
  /** After the figure, inside the box: "GB", "h". */
  unit?: string;
  /** "numeric" brings up a keyboard without a decimal mark. */
  inputMode?: "decimal" | "numeric";
};

/**
 * A figure, held by the form as a number: null when the box is empty, and what was typed when it is no number, which the schema
 * then refuses.
 */
export function NumberField<Values extends FieldValues, Output>({
  unit,
  inputMode = "decimal",
  ...rest
}: NumberFieldProps<Values, Output>) {
  return <FigureField {...rest} notation={numberNotation} unit={unit} inputMode={inputMode} />;
}

/** An amount in US dollars, held by the form in whole cents. */
export function MoneyField<Values extends FieldValues, Output>(props: FormFieldProps<Values, Output>) {
  return <FigureField {...props} notation={centsNotation} prefix="$" inputMode="decimal" />;
}

type Notation = {
  read: (typed: string, locale: Locale) => number | null;
  write: (value: number, locale: Locale) => string;
};

const numberNotation: Notation = {
  read: (typed, locale) => {
    const plain = readDecimal(typed, locale);
    return plain === null ? null : Number(plain);
  },
  write: writeDecimal,
};
const centsNotation: Notation = { read: readCents, write: writeCents };

type FigureFieldProps<Values extends FieldValues, Output> = FormFieldProps<Values, Output> & {
  notation: Notation;
  unit?: string;
  prefix?: string;
  inputMode: "decimal" | "numeric";
};

function FigureField<Values extends FieldValues, Output>({
  control,
  name,
  label,
  hint,
  isOptional = false,
  className,
  notation,
  unit,
  prefix,
  inputMode,
}: FigureFieldProps<Values, Output>) {
  const locale = useCurrentLocale();
  const field = useFormField({ control, name, label });
  const [draft, setDraft] = useState<string | null>(null);
  const held = heldValue(draft ?? "", notation, locale);
  // What was typed stays as typed ("12.40"), unless the form was given another figure meanwhile.
  const text = draft !== null && held === field.value ? draft : written(field.value, notation, locale);
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
      {({ "aria-describedby": describedBy, ...described }) => (
        <span className="relative flex">
          {prefix && <Affix className="left-2.5">{prefix}</Affix>}
          <Input
            {...described}
            aria-describedby={
              [describedBy, unit && `${field.id}-unit`].filter(Boolean).join(" ") || undefined
            }
            ref={field.ref}
            name={field.name}
            inputMode={inputMode}
            autoComplete="off"
            value={text}
            onChange={({ target }) => {
              setDraft(target.value);
              field.change(heldValue(target.value, notation, locale));
            }}
            onBlur={field.leave}
            className={`tabular ${prefix ? "pl-6!" : ""} ${unit ? "pr-16!" : ""}`}
          />
          {unit && (
            <Affix id={`${field.id}-unit`} className="right-2.5">
              {unit}
            </Affix>
          )}
        </span>
      )}
    </Field>
  );
}

function heldValue(typed: string, { read }: Notation, locale: Locale): number | string | null {
  return typed.trim() === "" ? null : (read(typed, locale) ?? typed);
}

function written(value: unknown, { write }: Notation, locale: Locale): string {
  if (typeof value === "number") return write(value, locale);
  return typeof value === "string" ? value : "";
}

function Affix({ id, className, children }: { id?: string; className: string; children: string }) {
  return (
    <span
      id={id}
      className={`pointer-events-none absolute inset-y-0 flex items-center text-13 text-faint ${className}`}
    >
      {children}
    </span>
  );
}
