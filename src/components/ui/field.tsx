import type { ReactNode } from "react";
import { Icon } from "./icon";

type FieldProps = {
  /** The id of the control inside, and the stem of the ids of hint and error. */
  id: string;
  label: string;
  hint?: string;
  error?: string;
  children: ReactNode;
};

/** Label, control, hint, error, in that order. The control takes `describedBy(id, ...)` as aria-describedby. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-13 font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-center gap-1 text-12 text-danger">
          <Icon name="circle-alert" size={12} />
          {error}
        </p>
      )}
    </div>
  );
}

/** The ids that a control inside a {@link Field} names in aria-describedby; undefined when there is neither. */
export function describedBy(
  id: string,
  { hint, error }: { hint?: string; error?: string },
): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return ids || undefined;
}
