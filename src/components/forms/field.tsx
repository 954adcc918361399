"use client";

import type { ReactNode } from "react";
import { useId } from "react";
import { useTranslations } from "use-intl/react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

/** What a control needs to belong to its label, hint and issue: spread it on the input or the select. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

export type FieldProps = {
  label: string;
  /** Beside the label, in faint: the unit of the figure. */
  unit?: string;
  /** Below the control: what is expected, or what was checked. */
  hint?: ReactNode;
  /** Why the value was refused and how to write it, in the reader's language. */
  issue?: ReactNode;
  /** At the end of the label's line, such as the link "Forgot it". */
  aside?: ReactNode;
  isOptional?: boolean;
  isRequired?: boolean;
  /** "compact" for filters and dense panels. */
  size?: "regular" | "compact";
  id?: string;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/** A control with its label above it, and its issue and hint below it, tied together for assistive technology. */
export function Field({
  label,
  unit,
  hint,
  issue,
  aside,
  isOptional = false,
  isRequired = false,
  size = "regular",
  id: givenId,
  className,
  children,
}: FieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const parts = [issue && `${id}-issue`, hint && `${id}-hint`].filter(Boolean);
  return (
    <div className={classNames("flex min-w-0 flex-col", size === "compact" ? "gap-1" : "gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className={labelStyle(size)}>
          {label}
          {unit && <span className="text-faint">, {unit}</span>}
          {isOptional && <OptionalMark />}
        </label>
        {aside}
      </div>
      {children({
        id,
        "aria-describedby": parts.length > 0 ? parts.join(" ") : undefined,
        "aria-invalid": issue ? true : undefined,
        "aria-required": isRequired ? true : undefined,
      })}
      <FieldIssue id={`${id}-issue`}>{issue}</FieldIssue>
      {hint && (
        <div id={`${id}-hint`} className={hintStyle(size)}>
          {hint}
        </div>
      )}
    </div>
  );
}

/** Why a value was refused. The region stays in the page, so that an issue is announced when it appears. */
export function FieldIssue({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div
      id={id}
      aria-live="polite"
      className={children ? "flex items-start gap-1.5 text-13 text-danger" : "contents"}
    >
      {children && (
        <>
          <Icon name="circle-alert" size={14} className="mt-[3px]" />
          <span>{children}</span>
        </>
      )}
    </div>
  );
}

export function OptionalMark() {
  const t = useTranslations("forms");
  return <span className="font-normal text-faint"> {t("optional")}</span>;
}

export function labelStyle(size: "regular" | "compact"): string {
  return size === "compact" ? "text-12 text-muted" : "text-14 font-medium";
}

export function hintStyle(size: "regular" | "compact"): string {
  return size === "compact" ? "text-12 text-faint" : "text-13 text-muted";
}
